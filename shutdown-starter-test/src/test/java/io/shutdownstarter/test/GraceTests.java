package io.shutdownstarter.test;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The grace periods of the kubelet.
 */
class GraceTests {

	@ParameterizedTest(name = "{0} s with {1} ms of hook and {2} ms of waiting leave {3} s after SIGTERM")
	@CsvSource({ "30, 0, 0, 30", "30, 10400, 0, 20", "30, 29000, 0, 2", "30, 30000, 0, 2", "30, 100, 0, 30",
			"1, 1000, 0, 2", "30, 10900, 4900, 16", "30, 5000, 25000, 2" })
	void timesAreRoundedDownOneByOneAndTwoSecondsAreAlwaysLeft(long seconds, long hook, long waited, long left) {
		assertThat(new Grace(seconds).less(Duration.ofMillis(hook)).less(Duration.ofMillis(waited)).afterSigterm())
			.hasSeconds(left);
	}

	@ParameterizedTest(name = "{0} with {1} s in the manifest: {2} s")
	@CsvSource({ "DELETED, 60, 60", "EVICTED, 60, 1", "NODE_SHUT_DOWN, 60, 15", "NODE_SHUT_DOWN, 5, 5",
			"LIVENESS_FAILED, 60, 60" })
	void theReasonDecidesOnTheGracePeriod(KillReason reason, long manifest, long seconds) {
		assertThat(reason.grace(Kubelet.current(), manifest).seconds()).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "DELETED, 60", "LIVENESS_FAILED, 90" })
	void theGracePeriodOfTheLivenessProbeCountsForItsKillsOnlyAndMayBeLonger(KillReason reason, long seconds) {
		Kubelet kubelet = Kubelet.current().withLivenessProbe(Probe.liveness().withGracePeriod(Duration.ofSeconds(90)));

		assertThat(reason.grace(kubelet, 60).seconds()).isEqualTo(seconds);
	}

	@ParameterizedTest(name = "{1}, legacy: {0}: {2} s")
	@CsvSource({ "false, none, 33", "false, broken:5, 38", "true, none, 61" })
	void aPodThatUsesAllItsTimeEndsWithin(boolean legacy, String fault, long seconds) {
		Kubelet kubelet = Kubelet.current().withStartDelay(Duration.ofSeconds(1)).withHookFault(HookFault.parse(fault));

		assertThat((legacy ? kubelet.withLegacy() : kubelet).longestEnd(Duration.ofSeconds(30))).hasSeconds(seconds);
	}

}
