package io.shutdownstarter.test;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProbeRun}.
 */
class ProbeRunTests {

	@ParameterizedTest(name = "{0} with {1} failures and {2} successes, probed {3}: {4}")
	@CsvSource({ "READINESS, 3, 1, +, +", "READINESS, 3, 1, ---+, ...+", "READINESS, 3, 1, +--+---+, +.....-+",
			"READINESS, 3, 2, +-++---, ...+..-", "READINESS, 1, 1, +-+-, +-+-", "LIVENESS, 3, 1, +--+---, ......-",
			"LIVENESS, 3, 1, ---, ..-" })
	void onlyAsManyInARowAsTheThresholdAsksForChangeTheState(ProbeResult.Kind kind, int failures, int successes,
			String results, String changes) {
		ProbeRun run = new ProbeRun(Probe.readiness().withThresholds(failures, successes), kind);
		StringBuilder seen = new StringBuilder();
		results.chars().forEach((result) -> seen.append(run.add(result == '+') ? state(run) : '.'));

		assertThat(seen.toString()).isEqualTo(changes);
	}

	private static char state(ProbeRun run) {
		return run.isSucceeding() ? '+' : '-';
	}

}
