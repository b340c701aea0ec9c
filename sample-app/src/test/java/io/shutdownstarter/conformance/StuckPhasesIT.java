package io.shutdownstarter.conformance;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.StuckPhasesApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three phases of the close never end, and the user allows each of them 30 s.
 */
@Execution(ExecutionMode.CONCURRENT)
class StuckPhasesIT {

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(12);

	@Test
	@DisplayName("Three phases that never stop: a bare SIGTERM still ends the process within the grace period")
	void phasesThatNeverStopEndWithinTheGracePeriodOfSigterm() throws InterruptedException {
		assertEndsInTime("stuck-phases-sigterm", Hook.none());
	}

	@Test
	@DisplayName("Three phases that never stop: hook and SIGTERM still end the process within the grace period")
	void phasesThatNeverStopEndWithinTheGracePeriodOfTheHook() throws InterruptedException {
		assertEndsInTime("stuck-phases-hook", Hook.http("/actuator/prestop"));
	}

	private static void assertEndsInTime(String name, Hook hook) throws InterruptedException {
		try (FixtureApp app = FixtureApp.of(StuckPhasesApp.class, name)
			.settings("grace-period=" + GRACE_PERIOD.toSeconds() + "s", "close-reserve=5s", "propagation.minimum=1s",
					"propagation.quiet-period=1s")
			.arguments("--spring.lifecycle.timeout-per-shutdown-phase=30s")
			.start()) {
			PodEnd end = new KubeletEmulator(hook, GRACE_PERIOD, 1).terminate(app.pod());

			assertThat(end.killed()).isFalse();
			assertThat(end.exit()).isLessThan(GRACE_PERIOD);
			assertThat(app.lineOf("phase 300 is asked to stop")).isPositive();
			assertThat(app.lineOf("phase 200 is asked to stop")).isPositive();
			assertThat(app.lineOf("phase 100 is asked to stop")).isPositive();
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

}
