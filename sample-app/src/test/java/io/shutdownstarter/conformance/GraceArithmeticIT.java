package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real grace period is shorter than what the application has been told.
 */
@Isolated("its times are tight")
class GraceArithmeticIT {

	@Test
	@DisplayName("B15, C27: a hook longer than the grace period is cut by SIGTERM, and its open connection hangs nothing")
	void b15_aHookLongerThanTheGracePeriodIsCutBySigterm() throws IOException {
		try (FixtureApp app = start("b15-hook-longer-than-grace")) {
			PodEnd end = terminate(app, Duration.ofSeconds(3));

			assertThat(end.hookFailure()).contains("not answered");
			assertThat(end.sigterm()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
			assertThat(end.killed()).isFalse();
			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	@Test
	@DisplayName("B16: with a real grace period of 2 s of the 30 s configured, what can be saved is saved in time")
	void b16_aShorterRealGracePeriodLosesNothingThatCanBeSaved() throws IOException {
		try (FixtureApp app = start("b16-grace-of-2s")) {
			CompletableFuture<HttpAnswer> early = app.hold("early");
			CompletableFuture<PodEnd> end = FixtureApp.async(() -> terminate(app, Duration.ofSeconds(2)));
			app.awaitLine("Termination began");
			CompletableFuture<HttpAnswer> late = app.hold("late");

			app.awaitLine("SIGTERM came");
			app.release("early");
			app.release("late");

			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertThat(FixtureApp.get(late).body()).isEqualTo("held late");
			assertThat(FixtureApp.get(end).killed()).isFalse();
			assertThat(app.line("SIGTERM came")).contains("at the time at which the kubelet gives up");
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	private static FixtureApp start(String name) throws IOException {
		FixtureApp app = FixtureApp.serving(name)
			.settings("grace-period=30s", "propagation.minimum=10s", "propagation.maximum=12s")
			.start();
		// as in every pod that has become ready
		assertThat(app.readiness().status()).isEqualTo(200);
		return app;
	}

	private static PodEnd terminate(FixtureApp app, Duration realGracePeriod) {
		try {
			return new KubeletEmulator(Hook.http("/actuator/prestop"), realGracePeriod, 1).terminate(app.pod());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
