package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.test.TimelineEvent.Kind;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RehearsalAssert} and {@link TimelineText}; {@link VerdictsIT} has them
 * with real processes.
 */
class RehearsalAssertTests {

	private static final String SUMMARY = "INFO 1 --- [x] io.shutdownstarter.Termination : Termination drained after 6.2 s"
			+ " (propagation 5 s, drain 1.2 s): triggered by the pre-stop hook, no late requests, %d abandoned";

	@ParameterizedTest
	@EnumSource(names = { "VOID", "NOT_STARTED" })
	void whatProvesNothingFailsEveryAssertion(Verdict verdict) {
		RehearsalResult result = result(verdict, List.of(pod(143, summary(0))), List.of());

		for (Runnable assertion : List.<Runnable>of(() -> assertThat(result).passed(),
				() -> assertThat(result).lostNothing(), () -> assertThat(result).lostNothingWithoutRetry(),
				() -> assertThat(result).wasNotKilled(),
				() -> assertThat(result).terminatedWithin(Duration.ofMinutes(1)),
				() -> assertThat(result).abandonedNothing(), () -> assertThat(result).calledTheHook(),
				() -> assertThat(result).exitedWith(143), () -> assertThat(result).endedOnlyWhenAsked(),
				() -> assertThat(result).sentAtLeast(1))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
				.withMessageContaining("This rehearsal proves nothing")
				.withMessageContaining("because of the moon");
		}
	}

	@Test
	void theStartersReportTellsWhatWasAbandoned() {
		assertThat(result(Verdict.PASSED, List.of(pod(143, summary(0))), List.of())).abandonedNothing();

		RehearsalResult result = result(Verdict.PASSED, List.of(pod(143, summary(2))), List.of());
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).abandonedNothing())
			.withMessageContaining("no pod abandoned a request, but these did: pod-1")
			.withMessageContaining("no late requests, 2 abandoned");
	}

	@Test
	void theAnswerOfTheHookDoesSoWhenNothingIsLogged() {
		PodResult silent = pod(143, List.of(), "{\"outcome\":\"drained\",\"abandoned\":0}");
		PodResult mute = pod(143, List.of(), "<html>");

		assertThat(result(Verdict.PASSED, List.of(silent), List.of())).abandonedNothing();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(result(Verdict.PASSED, List.of(silent, mute), List.of())).abandonedNothing())
			.withMessageContaining("without the starter an application reports nothing");
	}

	@Test
	void aRehearsalWithoutDeletionsShowsNothingOfPods() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(result(Verdict.PASSED, List.of(), List.of())).wasNotKilled())
			.withMessageContaining("no pod was deleted");
	}

	@Test
	void lossesAreToldOnceForEachPodAndCause() {
		RehearsalResult result = result(Verdict.LOST, List.of(pod(143, summary(0))),
				List.of(failure(4, LossCause.KEEP_ALIVE_TRAP, false), failure(5, LossCause.KEEP_ALIVE_TRAP, false),
						failure(6, LossCause.KEEP_ALIVE_TRAP, true)));

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).as("orders").lostNothing())
			.withMessageStartingWith("[orders] Expecting that no request was lost, but 2 of 9 were.")
			.withMessageContaining("   4.00 s  pod-1 lost 2: KEEP_ALIVE_TRAP, sent until 5.00 s")
			.withMessageContaining("   3.00 s  pod-1 deleted");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).lostNothingWithoutRetry())
			.withMessageContaining("no request failed at its first attempt, but 3 of 9 did");
	}

	private static List<String> summary(int abandoned) {
		return List.of(SUMMARY.formatted(abandoned));
	}

	private static PodResult pod(int exitCode, List<String> lines) {
		return pod(exitCode, lines, "");
	}

	private static PodResult pod(int exitCode, List<String> lines, String hookBody) {
		PodEnd end = new PodEnd("pod-1", Duration.ofSeconds(6), 200, hookBody, "", Duration.ofSeconds(6),
				Duration.ofSeconds(7), exitCode, false);
		return new PodResult(Duration.ofSeconds(3), Duration.ofSeconds(1), end, Path.of("pod-1.log"), lines);
	}

	private static Failure failure(int second, LossCause cause, boolean retried) {
		return new Failure(Duration.ofSeconds(second), "a-" + second, "GET /x", "pod-1", cause, "closed", false,
				retried);
	}

	private static RehearsalResult result(Verdict verdict, List<PodResult> pods, List<Failure> failures) {
		List<TimelineEvent> timeline = List.of(new TimelineEvent(Duration.ZERO, "pod-1", Kind.READY, "ready"),
				new TimelineEvent(Duration.ofSeconds(3), "pod-1", Kind.DELETED, "deleted"));
		return new RehearsalResult("rollout", Instant.EPOCH, verdict,
				(verdict == Verdict.VOID || verdict == Verdict.NOT_STARTED) ? List.of("of the moon") : List.of(),
				List.of(), 9, failures, List.of(), pods, timeline, List.of(), true, Duration.ofSeconds(10),
				Path.of("logs"));
	}

}
