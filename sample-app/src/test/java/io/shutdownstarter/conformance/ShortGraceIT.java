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

import io.shutdownstarter.conformance.fixture.TroubledApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One pod, configured for 30 s, whose container the kubelet kills twice: after a failed
 * liveness probe, with the grace period of that probe, and with the 1 s that is left to
 * it by a hard eviction, and by a manifest with a negative grace period.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("its times are tight")
class ShortGraceIT {

	private static final Hook HOOK = Hook.http("/actuator/prestop");

	private static final Duration PROBE_GRACE = Duration.ofSeconds(3);

	/**
	 * As a manifest may have it. The API server makes 1 s of it, which is what a hard
	 * eviction leaves as well: to the application both are the same.
	 */
	private static final Duration NEGATIVE_GRACE = Duration.ofSeconds(-30);

	private static final Duration ONE_SECOND = Duration.ofSeconds(1);

	private FixtureApp first;

	private FixtureApp second;

	private int brokenLiveness;

	private Kill probe;

	private Kill eviction;

	private HttpAnswer fresh;

	private int freshLiveness;

	private int freshReadiness;

	@BeforeAll
	void kill() throws IOException {
		this.first = FixtureApp.of(TroubledApp.class, "a06-liveness-failure")
			.settings("grace-period=30s", "propagation.minimum=10s", "propagation.maximum=12s")
			.start();
		assertThat(this.first.readiness().status()).isEqualTo(200);
		this.first.get("/control/break-liveness");
		this.brokenLiveness = this.first.liveness().status();
		this.probe = kill(this.first, PROBE_GRACE);
		this.second = this.first.restart();
		this.fresh = this.second.get("/work");
		this.freshLiveness = this.second.liveness().status();
		this.freshReadiness = this.second.readiness().status();
		this.eviction = kill(this.second, NEGATIVE_GRACE);
	}

	private static Kill kill(FixtureApp app, Duration gracePeriod) throws IOException {
		CompletableFuture<HttpAnswer> early = app.hold("early");
		CompletableFuture<PodEnd> end = FixtureApp.async(() -> app.terminate(HOOK, gracePeriod));
		app.awaitLine("Termination began");
		CompletableFuture<HttpAnswer> late = app.hold("late");
		app.awaitLine("SIGTERM came");
		app.release("early");
		app.release("late");
		return new Kill(FixtureApp.get(end), FixtureApp.get(early), FixtureApp.get(late),
				app.terminationMessage(TerminationMessagePolicy.FILE));
	}

	@AfterAll
	void close() {
		this.first.close();
		if (this.second != null) {
			this.second.close();
		}
	}

	@Test
	@DisplayName("A6: after a failed liveness probe the hook is called, and the new process in the same pod starts clean")
	void a06_theProcessAfterALivenessFailureStartsClean() {
		assertThat(this.brokenLiveness).isEqualTo(503);
		assertThat(this.first.lineOf("Termination began, triggered by the pre-stop hook")).isPositive();
		assertThat(this.fresh.body()).isEqualTo("done");
		assertThat(this.fresh.headers()).doesNotContainEntry("connection", "close");
		assertThat(this.freshLiveness).isEqualTo(200);
		assertThat(this.freshReadiness).isEqualTo(200);
		assertThat(this.second.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(this.probe.message()).endsWith(" 0 abandoned\n").containsOnlyOnce("\n");
		assertThat(this.eviction.message()).startsWith(this.probe.message()).endsWith(" 0 abandoned\n");
	}

	@Test
	@DisplayName("B17: with the shorter grace period of a probe, what can be saved is saved in time")
	void b17_theShorterGracePeriodOfAProbeLosesNothingThatCanBeSaved() {
		assertThat(this.probe.end().hookFailure()).contains("not answered");
		assertSaved(this.first, this.probe, PROBE_GRACE);
	}

	@Test
	@DisplayName("B18: with the 1 s and 2 s of a hard eviction, what can be saved is saved in time")
	void b18_aHardEvictionLosesNothingThatCanBeSaved() {
		assertThat(this.eviction.end().hookFailure()).contains("not answered");
		assertSaved(this.second, this.eviction, ONE_SECOND);
	}

	@Test
	@DisplayName("B21: a negative grace period is taken for 1 s, and what can be saved is saved in time")
	void b21_aNegativeGracePeriodIsTakenForOneSecond() {
		assertThat(this.eviction.end().sigterm()).isLessThan(Duration.ofSeconds(5));
		assertSaved(this.second, this.eviction, ONE_SECOND);
	}

	private static void assertSaved(FixtureApp app, Kill kill, Duration gracePeriod) {
		assertThat(kill.early().body()).isEqualTo("held early");
		assertThat(kill.late().body()).isEqualTo("held late");
		assertThat(kill.end().sigterm()).isGreaterThanOrEqualTo(gracePeriod);
		assertThat(kill.end().killed()).isFalse();
		assertThat(kill.end().exitCode()).isEqualTo(143);
		assertThat(app.line("SIGTERM came")).contains("at the time at which the kubelet gives up");
		assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
	}

	private record Kill(PodEnd end, HttpAnswer early, HttpAnswer late, String message) {
	}

}
