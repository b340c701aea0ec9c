package io.shutdownstarter.test;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the end of a pod that was deleted.
 */
final class HookProblems {

	private HookProblems() {
	}

	static Stream<PodProblem> of(Deletion deletion) {
		PodEnd end = deletion.end();
		PodProblem.@Nullable Kind hook = isToBlame(deletion) ? hook(end) : null;
		Stream<PodProblem> hooks = (hook != null) ? Stream.of(new PodProblem(end.pod(), hook, detail(end)))
				: Stream.empty();
		return end.killed()
				? Stream.concat(hooks, Stream.of(new PodProblem(end.pod(), PodProblem.Kind.KILLED, "got SIGKILL")))
				: hooks;
	}

	// A hook cannot reach a pod that is still starting, and cannot know that it has less
	// time than it was promised.
	private static boolean isToBlame(Deletion deletion) {
		boolean tooSlow = hook(deletion.end()) == PodProblem.Kind.HOOK_TOO_SLOW;
		return deletion.ready() && !(tooSlow && deletion.shortened());
	}

	private static PodProblem.@Nullable Kind hook(PodEnd end) {
		if (!end.hookFailure().isEmpty()) {
			return (end.hookAnswered() != null) ? PodProblem.Kind.HOOK_UNREACHABLE : PodProblem.Kind.HOOK_TOO_SLOW;
		}
		return switch (end.hookStatus()) {
			case 404 -> PodProblem.Kind.HOOK_NOT_FOUND;
			case 401, 403 -> PodProblem.Kind.HOOK_DENIED;
			default -> (end.hookStatus() >= 400) ? PodProblem.Kind.HOOK_FAILED : null;
		};
	}

	private static String detail(PodEnd end) {
		return end.hookFailure().isEmpty() ? "the hook was answered with " + end.hookStatus()
				: "the hook failed: " + end.hookFailure();
	}

}
