package io.shutdownstarter.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Kubelet} and what it is made of.
 */
class KubeletTests {

	@Test
	void probesThatKubernetesRefusesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> Kubelet.current().withReadinessProbe(Probe.readiness().withGracePeriod(Duration.ofSeconds(5))))
			.withMessageContaining("readiness probe with a grace period");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Kubelet.current().withLivenessProbe(Probe.liveness().withThresholds(3, 2)))
			.withMessageContaining("successThreshold");
	}

	@Test
	void aTimeBelowASecondIsRefusedWhereKubernetesCountsInSeconds() {
		Duration half = Duration.ofMillis(500);
		assertThatIllegalArgumentException().isThrownBy(() -> Kubelet.current().withGracePeriod(half))
			.withMessageContaining("'gracePeriod'");
		assertThatIllegalArgumentException().isThrownBy(() -> Kubelet.current().withNodeShutdown(half))
			.withMessageContaining("'nodeShutdown'");
		assertThatIllegalArgumentException().isThrownBy(() -> Probe.liveness().withGracePeriod(half))
			.withMessageContaining("'gracePeriod'");
	}

	@Test
	void whatIsNotSetOfAProbeHasKubernetesDefaults() {
		assertThat(Probe.readiness()).isEqualTo(new Probe("/actuator/health/readiness", 0, Duration.ofSeconds(10),
				Duration.ofSeconds(1), 3, 1, null, false));
	}

	@ParameterizedTest
	@CsvSource({ "none, none", "twice, hook called twice", "refused, hook refused",
			"answered:404, hook answered 404 by something between", "broken:3, hook broken off after 3000 ms" })
	void aFaultIsReadAsACommandLineHasIt(String text, String fault) {
		assertThat(HookFault.parse(text)).hasToString(fault);
	}

	@ParameterizedTest
	@ValueSource(strings = { "never", "answered", "answered:99", "broken:0", "broken:soon" })
	void aFaultThatIsNoneIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> HookFault.parse(text));
	}

}
