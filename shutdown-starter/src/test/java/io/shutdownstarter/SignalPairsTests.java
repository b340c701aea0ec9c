package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.TerminationReport.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link TerminationCoordinator} makes of every pair of signals, row by
 * row of the table in {@code docs/design.md}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class SignalPairsTests {

	private final TerminationScene scene = new TerminationScene();

	@ParameterizedTest
	@ValueSource(doubles = { 3, 7 })
	void secondHookJoinsWhilePropagatingOrDraining(double seconds) {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		CompletableFuture<TerminationReport> first = this.scene.hook();
		this.scene.time.passSeconds(seconds);
		CompletableFuture<TerminationReport> second = this.scene.hook();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(25).minusMillis(Math.round(seconds * 1000)));
		this.scene.time.passSeconds(5);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		this.scene.end(request);
		assertThat(first.join()).isSameAs(second.join());
	}

	@Test
	void secondHookIsAnsweredAtOnceWhenDrained() {
		this.scene.hook();
		this.scene.time.passSeconds(5);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(this.scene.hook()).isCompleted();
	}

	@Test
	void lateRequestLeadsBackToDrainingWithTheSameDeadline() {
		this.scene.hook();
		this.scene.time.passSeconds(5);
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/late");
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINING);
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(20));
		this.scene.end(request);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
	}

	@Test
	void sigtermWaitsForALateRequestAfterTheDrain() {
		this.scene.hook();
		this.scene.time.passSeconds(5);
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/late");
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		this.scene.time.passSeconds(3);
		assertThat(closed).isNotDone();
		this.scene.end(request);
		assertThat(closed).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void sigtermClosesAtOnceWhenDrained() {
		this.scene.hook();
		this.scene.time.passSeconds(5.02);
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void sigtermAtTheTimeOfTheKubeletsTimeoutEndsTheWaits() {
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(3.02);
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.DRAINED);
		assertThat(answer.join().propagation()).isEqualTo(Duration.ofMillis(3020));
	}

	@Test
	void sigtermAtTheTimeOfTheKubeletsTimeoutLeavesOneSecondToWorkInFlight() {
		this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.time.passSeconds(3.02);
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));
		this.scene.time.passSeconds(0.999);
		assertThat(closed).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(closed).isCompletedWithValue(Outcome.ABANDONED);
		assertThat(untilEnd()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void sigtermAtAnotherTimeOfTheHookLetsTheClockGoOn() {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		this.scene.hook();
		this.scene.time.passSeconds(3.5);
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(deadline()).isEqualTo(Duration.ofMillis(21500));
		this.scene.time.passSeconds(4);
		assertThat(closed).isNotDone();
		this.scene.end(request);
		assertThat(closed).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void sigtermIsMeasuredAgainstEachWaitingHook() {
		this.scene.hook();
		this.scene.time.passSeconds(1.5);
		this.scene.hook();
		this.scene.time.passSeconds(2.02);
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void sigtermWithoutHookRunsTheSameSequence() {
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.PROPAGATING);
		this.scene.time.passSeconds(4.999);
		assertThat(closed).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(closed).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void sigtermPastTheDeadlineClosesAtOnce() {
		this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.time.passSeconds(26);
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.ABANDONED);
	}

	@Test
	void hookThatComesAfterSigtermJoins() {
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		this.scene.time.passSeconds(1);
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(4);
		assertThat(answer).isCompleted();
		assertThat(closed).isCompleted();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 3, 7, 12 })
	void resumePutsThePodBackFromEveryPhase(double seconds) {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(Math.min(seconds, 10));
		if (seconds > 10) {
			this.scene.end(request);
		}
		assertThat(this.scene.termination.resume()).isTrue();
		this.scene.time.settle();
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.scene.refused).isFalse();
		assertThat(answer.join().outcome()).isEqualTo((seconds > 10) ? Outcome.DRAINED : Outcome.RESUMED);
		this.scene.time.passSeconds(100);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
	}

	@Test
	void signalsAfterResumeHaveAFreshClock() {
		this.scene.hook();
		this.scene.time.passSeconds(10);
		this.scene.termination.resume();
		this.scene.time.passSeconds(10);
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(25));
		assertThat(closed).isNotDone();
	}

	@Test
	void strayHookHealsItselfAfterTheRecoveryDelay() {
		this.scene.hook();
		this.scene.time.passSeconds(64.999);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
		this.scene.time.passSeconds(0.001);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.scene.refused).isFalse();
	}

	@Test
	void strayHookHealsItselfThoughWorkIsInFlight() {
		this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.time.passSeconds(85);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
	}

	@Test
	void sigtermAfterRecoveryIsBoundByTheFirstClock() {
		this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.time.passSeconds(85);
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));
		assertThat(untilEnd()).isEqualTo(Duration.ofSeconds(2));
		this.scene.time.passSeconds(1);
		assertThat(closed).isCompletedWithValue(Outcome.ABANDONED);
	}

	@Test
	void hookAfterRecoveryHasAFreshClock() {
		this.scene.hook();
		this.scene.time.passSeconds(65);
		this.scene.hook();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(25));
		this.scene.time.passSeconds(5.02);
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void nothingPutsThePodBackOnceSigtermCame() {
		this.scene.hook();
		this.scene.time.passSeconds(5.02);
		this.scene.sigterm();
		assertThat(this.scene.termination.resume()).isFalse();
		assertThat(this.scene.termination.drainAndHold()).isFalse();
		this.scene.time.passSeconds(100);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(this.scene.refused).isTrue();
	}

	@Test
	void operatorsDrainHoldsWithoutClockAndRecovery() {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		assertThat(this.scene.termination.drainAndHold()).isTrue();
		this.scene.time.passSeconds(3600);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINING);
		assertThat(this.scene.termination.deadline()).isEmpty();
		this.scene.end(request);
		this.scene.time.passSeconds(3600);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(this.scene.refused).isTrue();
		assertThat(this.scene.termination.resume()).isTrue();
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
	}

	@Test
	void hookEndsTheOperatorsHold() {
		this.scene.termination.drainAndHold();
		this.scene.time.passSeconds(100);
		assertThat(this.scene.hook()).isCompleted();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(25));
	}

	@Test
	void sigtermEndsTheOperatorsHold() {
		this.scene.longRequest("/endless");
		this.scene.termination.drainAndHold();
		this.scene.time.passSeconds(100);
		CompletableFuture<Outcome> closed = this.scene.sigterm();
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(25));
		this.scene.time.passSeconds(25);
		assertThat(closed).isCompletedWithValue(Outcome.ABANDONED);
	}

	@Test
	void closeByTheProgramAnswersTheHook() {
		this.scene.longRequest("/endless");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(1);
		CompletableFuture<Outcome> closed = this.scene.termination.closedByProgram();
		this.scene.time.settle();
		assertThat(answer.join().outcome()).isEqualTo(Outcome.CLOSED);
		assertThat(closed).isCompleted();
	}

	@Test
	void closeByTheProgramWaitsForNothing() {
		this.scene.longRequest("/endless");
		assertThat(this.scene.termination.closedByProgram()).isCompletedWithValue(Outcome.CLOSED);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.scene.termination.resume()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothingIsWaitedForButWorkInFlightWhenTheApplicationWasNotReady(boolean hook) {
		this.scene.wished = false;
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		CompletableFuture<?> end = hook ? this.scene.hook() : this.scene.sigterm();
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINING);
		assertThat(end).isNotDone();
		this.scene.end(request);
		assertThat(end).isCompleted();
		assertThat(this.scene.time.elapsed()).isZero();
	}

	@Test
	void secondContextOfTheJvmIsBoundByTheClockOfTheFirst() {
		this.scene.longRequest("/endless");
		TerminationBudget first = new TerminationBudget(-seconds(20), seconds(5), seconds(10));
		CompletableFuture<Outcome> closed = this.scene.sigterm(first);
		assertThat(deadline()).isEqualTo(Duration.ofSeconds(5));
		assertThat(untilEnd()).isEqualTo(Duration.ofSeconds(10));
		this.scene.time.passSeconds(5);
		assertThat(closed).isCompletedWithValue(Outcome.ABANDONED);
	}

	private Duration deadline() {
		return this.scene.termination.deadline().orElseThrow().remaining();
	}

	private Duration untilEnd() {
		TerminationBudget budget = this.scene.termination.budget();
		assertThat(budget).isNotNull();
		return Duration.ofNanos(budget.endNanos() - this.scene.time.getAsLong());
	}

	private static long seconds(long seconds) {
		return Duration.ofSeconds(seconds).toNanos();
	}

}
