package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.test.PodProblem.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HookProblems}.
 */
class HookProblemsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@ParameterizedTest
	@CsvSource({ "404, HOOK_NOT_FOUND", "401, HOOK_DENIED", "403, HOOK_DENIED", "400, HOOK_FAILED", "500, HOOK_FAILED",
			"302, HOOK_DENIED" })
	void aHookThatIsAnsweredWithAnErrorIsAProblem(int status, Kind kind) {
		assertThat(HookProblems.of(deletion(end(SECOND, status, "", false), true, false)))
			.containsExactly(new PodProblem("pod-1", kind, "the hook was answered with " + status));
	}

	@Test
	void aHookThatSucceedsIsNone() {
		assertThat(HookProblems.of(deletion(end(SECOND, 200, "", false), true, false))).isEmpty();
	}

	@Test
	void noHookIsNone() {
		assertThat(HookProblems.of(deletion(end(null, 0, "", false), true, false))).isEmpty();
	}

	@Test
	void aHookThatCannotBeCalledIsAProblemUnlessThePodIsStillStarting() {
		PodEnd end = end(SECOND, 0, "java.net.ConnectException: Connection refused", false);

		assertThat(HookProblems.of(deletion(end, true, false))).extracting(PodProblem::kind)
			.containsExactly(Kind.HOOK_UNREACHABLE);
		assertThat(HookProblems.of(deletion(end, false, false))).isEmpty();
	}

	@Test
	void aHookWhoseConnectionBreaksOffHasFailed() {
		PodEnd end = end(SECOND, 0, "java.net.SocketException: Connection reset", false);

		assertThat(HookProblems.of(deletion(end, true, false)))
			.containsExactly(new PodProblem("pod-1", Kind.HOOK_FAILED, "the hook failed: " + end.hookFailure()));
	}

	@Test
	void aHookThatIsNotOverInTimeIsAProblemUnlessItsTimeWasShortened() {
		PodEnd end = end(null, 0, "not answered within the grace period", false);

		assertThat(HookProblems.of(deletion(end, true, false))).extracting(PodProblem::kind)
			.containsExactly(Kind.HOOK_TOO_SLOW);
		assertThat(HookProblems.of(deletion(end, true, true))).isEmpty();
	}

	@Test
	void aPodThatIsKilledIsAProblemWhateverItsTime() {
		assertThat(HookProblems.of(deletion(end(null, 0, "", true), false, true))).extracting(PodProblem::kind)
			.containsExactly(Kind.KILLED);
	}

	private static PodEnd end(@Nullable Duration answered, int status, String failure, boolean killed) {
		return new PodEnd("pod-1", answered, status, "", failure, SECOND, SECOND, 143, killed);
	}

	private static Deletion deletion(PodEnd end, boolean ready, boolean shortened) {
		return new Deletion("pod-1", Path.of("log"), 0, SECOND, end, ready, shortened);
	}

}
