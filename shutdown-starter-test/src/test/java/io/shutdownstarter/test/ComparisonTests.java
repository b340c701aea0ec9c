package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Comparison}.
 */
class ComparisonTests {

	@Test
	void theTableHasANumberForEachSeedAndNoneForAVoidRun() {
		ComparisonResult result = new ComparisonResult(List.of(
				new ComparisonResult.Cell("none", Duration.ofSeconds(1),
						List.of(result(Verdict.LOST, 3), result(Verdict.LOST, 5))),
				new ComparisonResult.Cell("hook", Duration.ofMillis(500),
						List.of(result(Verdict.PASSED, 0), result(Verdict.VOID, 0)))));

		assertThat(result.markdown()).isEqualTo("""
				| variant | propagation | lost | lost without any re-try | killed | seconds per pod |
				|---|---|---|---|---|---|
				| none | 1.0 s | 3/5 | 3/5 | 0/0 | 6.5/6.5 |
				| hook | 0.5 s | 0/void | 0/void | 0/void | 6.5/void |
				""");
	}

	@Test
	void aRunWithoutPodsShowsAsSuch() throws InterruptedException {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("false")),
				Load.of(Clients.keepAlive(1, RequestTemplate.get("/"))));

		ComparisonResult result = Comparison.of(rehearsal)
			.withVariant("no pod", (base) -> base.withReplicas(1))
			.run(ProgressListener.none());

		assertThat(result.markdown()).contains("| no pod | 1.0 s | not started |");
	}

	private static RehearsalResult result(Verdict verdict, int lost) {
		Failure failure = new Failure(Duration.ZERO, "a", "GET /", null, LossCause.TIMEOUT, "", false, false);
		PodEnd end = new PodEnd("pod-1", null, 0, "", "", Duration.ZERO, Duration.ofMillis(6500), 143, false);
		return new RehearsalResult("rollout", Instant.EPOCH, verdict, List.of(), List.of(), 10,
				Collections.nCopies(lost, failure), List.of(),
				List.of(new PodResult(Duration.ZERO, Duration.ZERO, end, Path.of("log"), List.of())), List.of(),
				List.of(), Duration.ZERO, Path.of("."));
	}

}
