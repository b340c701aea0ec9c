package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

import io.shutdownstarter.conformance.fixture.StuckPhasesApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real grace period is shorter than what the application has been told, or the
 * kubelet's arithmetic leaves it more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("its times are tight")
class GraceArithmeticIT {

	private FixtureApp cut;

	private PodEnd cutEnd;

	@BeforeAll
	void terminateByALongHook() throws IOException {
		this.cut = start("b15-hook-longer-than-grace");
		this.cutEnd = terminate(this.cut, Duration.ofSeconds(3));
	}

	@AfterAll
	void close() {
		this.cut.close();
	}

	@Test
	@DisplayName("B15: a hook longer than the grace period is cut by SIGTERM, and the close fits into the 2 s after it")
	void b15_aHookLongerThanTheGracePeriodIsCutBySigterm() {
		assertThat(this.cutEnd.hookFailure()).contains("not answered");
		assertThat(this.cutEnd.sigterm()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
		assertThat(this.cutEnd.killed()).isFalse();
		assertThat(this.cutEnd.exitCode()).isEqualTo(143);
		assertThat(this.cut.lineOf("fixture's beans are destroyed")).isPositive();
	}

	@Test
	@DisplayName("C27: the connection of the hook, which the kubelet leaves open to the end, is not waited for")
	void c27_theOpenConnectionOfTheHookHangsNothing() {
		assertThat(this.cut.line("Propagation wait ended")).contains("draining 0 requests");
		// of the application's server and of the one for management
		assertThat(this.cut.lines()).filteredOn((line) -> line.contains("Graceful shutdown complete")).hasSize(2);
		assertThat(this.cutEnd.exit().minus(this.cutEnd.sigterm())).isLessThan(Duration.ofSeconds(2));
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

	@Test
	@DisplayName("B19: a hook of 2.4 of 7 s leaves 5 s by the kubelet's arithmetic; we end by our own 7 s, with a margin")
	void b19_theOwnDeadlineIsMetThoughTheKubeletRoundsInOurFavour() {
		Duration gracePeriod = Duration.ofSeconds(7);
		try (FixtureApp app = FixtureApp.of(StuckPhasesApp.class, "b19-truncation")
			.settings("grace-period=7s", "close-reserve=4s", "propagation.minimum=2400ms",
					"propagation.quiet-period=100ms")
			.start()) {
			PodEnd end = app.terminate(Hook.http("/actuator/prestop"), gracePeriod);

			assertThat(end.hookAnswered()).isBetween(Duration.ofMillis(2400), Duration.ofMillis(2990));
			// with phases that never stop, nothing but the deadline ends it
			assertThat(end.exit()).isBetween(Duration.ofMillis(3400), gracePeriod);
			assertThat(end.killed()).isFalse();
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
