package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.SlowStartApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other door: nobody has called the hook.
 */
@Execution(ExecutionMode.CONCURRENT)
class SigtermWithoutHookIT {

	private static final String NO_HOOK = "SIGTERM came without a pre-stop hook";

	@Test
	@DisplayName("A10: without a hook SIGTERM runs the same sequence while everything is still alive")
	void a10_sigtermAloneRunsTheSameSequence() throws IOException {
		try (FixtureApp app = FixtureApp.serving("a10-sigterm-alone")
			.settings("propagation.minimum=5s", "propagation.quiet-period=500ms")
			.start()) {
			CompletableFuture<HttpAnswer> held = app.hold("early");

			app.sigterm();
			app.awaitLine("Termination began");
			assertEverythingLives(app);
			app.awaitLine("Propagation wait ended");
			assertEverythingLives(app);
			app.release("early");

			assertThat(FixtureApp.get(held).body()).isEqualTo("held early");
			assertThat(app.awaitExit()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
			assertThat(app.process().exitValue()).isEqualTo(143);
			assertThat(app.line(NO_HOOK)).contains("WARN", "/actuator/prestop");
			assertThat(app.lineOf("Termination drained")).isPositive()
				.isLessThan(app.lineOf("fixture's beans are destroyed"));
		}
	}

	private static void assertEverythingLives(FixtureApp app) throws IOException {
		assertThat(app.readiness().status()).isEqualTo(503);
		assertThat(app.liveness().status()).isEqualTo(200);
		assertThat(app.get("/work").status()).isEqualTo(200);
		assertThat(app.get("/async").body()).startsWith("from ");
		double count = meter(app);
		assertThat(meter(app)).isEqualTo(count + 1);
		assertSchedulerTicks(app);
	}

	private static double meter(FixtureApp app) throws IOException {
		String[] meter = app.get("/control/meters").body().split(" ", 2);
		assertThat(meter[0]).isEqualTo("open");
		return Double.parseDouble(meter[1]);
	}

	private static void assertSchedulerTicks(FixtureApp app) throws IOException {
		long ticks = Long.parseLong(app.get("/control/ticks").body());
		for (int i = 0; i < 100; i++) {
			if (Long.parseLong(app.get("/control/ticks").body()) > ticks) {
				return;
			}
			assertThat(app.livesOnFor(Duration.ofMillis(50))).isTrue();
		}
		throw new AssertionError("The scheduler stands still");
	}

	@Test
	@DisplayName("A12: if the application is not up yet, the hook is refused and SIGTERM still ends the process")
	void a12_anApplicationThatIsNotUpYetEndsOnSigterm() throws InterruptedException {
		try (FixtureApp app = FixtureApp.of(SlowStartApp.class, "a12-not-up-yet").launch()) {
			app.awaitLine("fixture warms up", FixtureApp.START);

			PodEnd end = new KubeletEmulator(Hook.http("/actuator/prestop"), Duration.ofSeconds(30), 1)
				.terminate(app.pod());

			assertThat(end.hookFailure()).contains("refused");
			assertThat(end.killed()).isFalse();
			assertThat(app.line("Termination began")).contains("no propagation wait is due");
		}
	}

	@Test
	@DisplayName("E41: what is longer than the budget is cut at the deadline and named, and the beans are closed in time")
	void e41_requestsAreCutAtTheDeadlineAndNamed() throws IOException {
		try (FixtureApp app = FixtureApp.serving("e41-deadline")
			.settings("grace-period=9s", "close-reserve=4s", "propagation.minimum=500ms",
					"propagation.quiet-period=500ms")
			.start()) {
			CompletableFuture<HttpAnswer> kept = app.hold("shorter");
			CompletableFuture<HttpAnswer> cut = app.hold("longer");

			app.sigterm();
			app.awaitLine("Propagation wait ended");
			app.release("shorter");

			assertThat(FixtureApp.get(kept).body()).isEqualTo("held shorter");
			assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(9));
			assertThat(cut).failsWithin(FixtureApp.SOON);
			assertThat(app.line("Termination deadline passed")).contains("WARN", "1 abandoned")
				.containsPattern("GET /hold/longer \\(\\d+(\\.\\d+)? s\\)")
				.doesNotContain("secret", "/hold/shorter");
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

}
