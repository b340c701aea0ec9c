package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Blame}; {@link JudgeTests} has those with one termination.
 */
class BlameTests {

	private final Blame blame = new Blame(List.of(sigterm(1_000), sigterm(9_000)), List.of());

	@Test
	void aContainerThatIsRestartedInItsPlaceLosesByEachOfItsTerminations() {
		assertThat(this.blame.cause(refused(1_100))).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
		assertThat(this.blame.cause(refused(800))).isEqualTo(LossCause.CLOSED_WHILE_SERVING);
		assertThat(this.blame.cause(refused(8_950))).isEqualTo(LossCause.CUT_IN_FLIGHT);
	}

	private static Attempt refused(long startedNanos) {
		return new Attempt("a", "pod-1", startedNanos, startedNanos + 100, false, 0, LossCause.NEW_CONNECTION_REFUSED,
				"");
	}

	private static Deletion sigterm(long nanos) {
		PodEnd end = new PodEnd("pod-1", null, 0, "", "", Duration.ofNanos(nanos), Duration.ofNanos(nanos + 10), 143,
				false);
		return new Deletion("pod-1", Path.of("log"), 0, Duration.ZERO, end, true, false);
	}

}
