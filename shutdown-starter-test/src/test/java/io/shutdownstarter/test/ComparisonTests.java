package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
		ComparisonResult result = new ComparisonResult(
				List.of(new ComparisonResult.Cell("rollout", "none", List.of(result(Verdict.LOST, 3, 1))),
						new ComparisonResult.Cell("rollout", "hook", List.of(result(Verdict.PASSED, 0, 0))),
						new ComparisonResult.Cell("spot", "none",
								List.of(result(Verdict.LOST, 5, 0), result(Verdict.VOID, 0, 0))),
						new ComparisonResult.Cell("spot", "hook", List.of(result(Verdict.NOT_STARTED, 0, 0)))));

		assertThat(result.lost()).isEqualTo("""
				| | none | hook |
				|---|---|---|
				| rollout | 3 (4) | 0 |
				| spot | 5 / void | not started |
				""");
		assertThat(result.seconds()).isEqualTo("""
				| | none | hook |
				|---|---|---|
				| rollout | 6.5 | 6.5 |
				| spot | 6.5 / void | not started |
				""");
	}

	@Test
	void everyCaseIsRunWithEveryVariantAndSeed() throws InterruptedException {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("false")),
				Load.of(Clients.keepAlive(1, RequestTemplate.get("/"))));

		ComparisonResult result = Comparison.of(rehearsal.withReplicas(1))
			.withVariant("no hook", (base) -> base.withHook(Hook.none()))
			.withCase("rollout", (base) -> base)
			.withCase("spot", (base) -> base.withScenario(Scenario.SPOT))
			.withSeeds(1L, 2L)
			.run(ProgressListener.none());

		assertThat(result.cells()).flatExtracting(ComparisonResult.Cell::results)
			.extracting(RehearsalResult::rehearsal)
			.extracting((run) -> run.substring(0, run.indexOf(',')) + run.substring(run.lastIndexOf(',')))
			.containsExactly("rollout, seed 1", "rollout, seed 2", "spot, seed 1", "spot, seed 2");
		assertThat(result.lost()).contains("| spot | not started / not started |");
	}

	private static RehearsalResult result(Verdict verdict, int lost, int retried) {
		Failure failure = new Failure(Duration.ZERO, "a", "GET /", null, LossCause.TIMEOUT, "", false, false);
		Failure saved = new Failure(Duration.ZERO, "b", "GET /", null, LossCause.KEEP_ALIVE_TRAP, "", false, true);
		List<Failure> failures = new ArrayList<>(Collections.nCopies(lost, failure));
		failures.addAll(Collections.nCopies(retried, saved));
		PodEnd end = new PodEnd("pod-1", null, 0, "", "", Duration.ZERO, Duration.ofMillis(6500), 143, false);
		return new RehearsalResult("rollout", Instant.EPOCH, verdict, List.of(), List.of(), 10, failures, List.of(),
				List.of(new PodResult(Duration.ZERO, Duration.ZERO, end, Path.of("log"), List.of())), List.of(),
				List.of(), true, Duration.ZERO, Path.of("."));
	}

}
