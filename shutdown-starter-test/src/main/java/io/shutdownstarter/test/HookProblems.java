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
				? Stream.concat(hooks, Stream.of(new PodProblem(end.pod(), PodProblem.Kind.KILLED, killed(end))))
				: hooks;
	}

	// A hook cannot reach a pod that is still starting, and cannot know that it has less
	// time than it was promised.
	private static boolean isToBlame(Deletion deletion) {
		boolean tooSlow = hook(deletion.end()) == PodProblem.Kind.HOOK_TOO_SLOW;
		return deletion.reachable() && !(tooSlow && deletion.shortened());
	}

	private static PodProblem.@Nullable Kind hook(PodEnd end) {
		if (!end.hookFailure().isEmpty()) {
			return failed(end);
		}
		return switch (end.hookStatus()) {
			case 301, 302, 303, 307, 308, 401, 403 -> PodProblem.Kind.HOOK_DENIED;
			case 404 -> PodProblem.Kind.HOOK_NOT_FOUND;
			default -> (end.hookStatus() >= 400) ? PodProblem.Kind.HOOK_FAILED : null;
		};
	}

	private static PodProblem.Kind failed(PodEnd end) {
		if (end.hookAnswered() == null) {
			return PodProblem.Kind.HOOK_TOO_SLOW;
		}
		// else it was called, and broke off
		return end.hookFailure().contains("ConnectException") ? PodProblem.Kind.HOOK_UNREACHABLE
				: PodProblem.Kind.HOOK_FAILED;
	}

	private static String killed(PodEnd end) {
		return "SIGTERM came %s after the deletion, SIGKILL %s later".formatted(SecondsText.tenths(end.sigterm()),
				SecondsText.tenths(end.exit().minus(end.sigterm())));
	}

	private static String detail(PodEnd end) {
		return end.hookFailure().isEmpty() ? "the hook was answered with " + end.hookStatus()
				: "the hook failed: " + end.hookFailure();
	}

}
