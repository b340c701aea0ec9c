package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hook that comes again and again, as it does from a kubelet that is restarted, on a
 * management port of its own. One termination is run and looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class RepeatedHookIT {

	private static final Duration MINIMUM = Duration.ofSeconds(4);

	private FixtureApp app;

	private int readinessAfterTheBreak;

	private Duration untilAnswer;

	private HttpAnswer twin;

	private HttpAnswer otherTwin;

	private HttpAnswer late;

	private Duration lateTook;

	private HttpAnswer held;

	private Duration exit;

	@BeforeAll
	void terminate() throws IOException {
		this.app = FixtureApp.serving("repeated-hook")
			.settings("grace-period=60s", "propagation.minimum=" + MINIMUM.toMillis() + "ms",
					"propagation.quiet-period=500ms")
			.start();
		CompletableFuture<HttpAnswer> heldAnswer = this.app.hold("early");
		breakOffAHook();
		this.readinessAfterTheBreak = this.app.readiness().status();
		this.app.awaitLine("Propagation wait ended");
		CompletableFuture<HttpAnswer> twinAnswer = this.app.hook();
		CompletableFuture<HttpAnswer> otherTwinAnswer = this.app.hook();
		this.app.awaitLines("Another pre-stop hook has joined", 2);
		long released = System.nanoTime();
		this.app.release("early");
		this.twin = FixtureApp.get(twinAnswer);
		this.otherTwin = FixtureApp.get(otherTwinAnswer);
		this.untilAnswer = Duration.ofNanos(System.nanoTime() - released);
		long again = System.nanoTime();
		this.late = FixtureApp.get(this.app.hook());
		this.lateTook = Duration.ofNanos(System.nanoTime() - again);
		this.held = FixtureApp.get(heldAnswer);
		this.app.sigterm();
		this.exit = this.app.awaitExit();
	}

	private void breakOffAHook() throws IOException {
		HttpConnection connection = this.app.hookConnection();
		this.app.awaitLine("Termination began");
		connection.close();
	}

	@AfterAll
	void close() {
		this.app.close();
	}

	@Test
	@DisplayName("A7: two hooks at once are both answered after one drain, whose time is not doubled")
	void a07_twoHooksAreAnsweredAfterOneDrain() {
		assertThat(this.twin.status()).isEqualTo(200);
		assertThat(this.otherTwin.body()).isEqualTo(this.twin.body());
		assertThat(this.app.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(this.app.lines()).filteredOn((line) -> line.contains("Termination drained")).hasSize(1);
		assertThat(this.held.status()).isEqualTo(200);
	}

	@Test
	@DisplayName("A8: a hook after the drain is answered at once")
	void a08_aHookAfterTheDrainIsAnsweredAtOnce() {
		assertThat(this.late.body()).isEqualTo(this.twin.body());
		assertThat(this.lateTook).isLessThan(MINIMUM.dividedBy(2));
	}

	@Test
	@DisplayName("A9: when the first connection has broken, the next hook goes on with the wait from there")
	void a09_aHookAfterABrokenOneDoesNotStartFromZero() {
		assertThat(this.app.lines()).filteredOn((line) -> line.contains("Propagation wait ended")).hasSize(1);
		assertThat(HttpAnswer.number(this.twin.body(), "propagationMillis")).isBetween(MINIMUM.toMillis(),
				MINIMUM.toMillis() * 2 - 500);
		assertThat(this.untilAnswer).isLessThan(MINIMUM.dividedBy(2));
	}

	@Test
	@DisplayName("C26: the drain goes on when the client of the hook closes its connection")
	void c26_theDrainGoesOnWithoutTheClientOfTheHook() {
		assertThat(this.readinessAfterTheBreak).isEqualTo(503);
		assertThat(this.app.lineOf("Propagation wait ended")).isPositive()
			.isLessThan(this.app.lineOf("Another pre-stop hook has joined"));
	}

	@Test
	@DisplayName("E42: without requests the wait ends at its minimum, and never before")
	void e42_withoutRequestsTheWaitEndsAtItsMinimum() {
		assertThat(HttpAnswer.number(this.twin.body(), "lateRequests")).isZero();
		assertThat(HttpAnswer.number(this.twin.body(), "propagationMillis")).isBetween(MINIMUM.toMillis(), 14_000L);
	}

	@Test
	@DisplayName("A11: after all these hooks SIGTERM waits for nothing")
	void a11_sigtermAfterTheHooksDoesNotRepeatTheWait() {
		assertThat(this.exit).isLessThan(MINIMUM);
		assertThat(this.app.process().exitValue()).isEqualTo(143);
	}

}
