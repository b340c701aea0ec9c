package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.shutdownstarter.TerminationReport.Abandoned;
import io.shutdownstarter.TerminationReport.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the waits of {@link TerminationCoordinator}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class TerminationCoordinatorTests {

	private TerminationScene scene = new TerminationScene();

	@Test
	@SuppressWarnings("FutureReturnValueIgnored")
	void requestThatEndsWhileItIsAboutToBeWaitedForAgainIsNotWaitedFor() {
		this.scene.hook();
		this.scene.time.passSeconds(10);
		this.scene.inFlight.begin("GET", "/late");
		// after it has been counted, before the phase changes
		this.scene.time.meanwhile(this.scene.inFlight::end);
		this.scene.time.settle();

		assertThat(this.scene.inFlight.count()).isZero();
		assertThat(this.scene.phases).endsWith(TerminationPhase.DRAINING, TerminationPhase.DRAINED);
	}

	@Test
	void clientsMayStayWhenTheApplicationServesAgain() {
		this.scene.hook();
		assertThat(this.scene.connectionsHeard).containsExactly("leave");

		this.scene.termination.resume();
		this.scene.time.settle();
		assertThat(this.scene.connectionsHeard).containsExactly("leave", "stay");

		this.scene.hook();
		// no SIGTERM follows
		this.scene.time.passSeconds(120);
		assertThat(this.scene.connectionsHeard).containsExactly("leave", "stay", "leave", "stay");
	}

	@Test
	void servesUntilASignalComes() {
		this.scene.request();
		this.scene.time.passSeconds(3600);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.scene.termination.deadline()).isEmpty();
		assertThat(this.scene.refused).isFalse();
		assertThat(this.scene.phases).isEmpty();
	}

	@Test
	void firstSignalStartsTheClockAndTakesReadinessDown() {
		this.scene.hook();
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.PROPAGATING);
		assertThat(this.scene.refused).isTrue();
		assertThat(this.scene.termination.deadline().orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(25));
	}

	@Test
	void waitsForTheMinimumWhenNothingArrives() {
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(4.999);
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(answer).isCompletedWithValueMatching((report) -> report.outcome() == Outcome.DRAINED);
		assertThat(answer.join().propagation()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.scene.phases).containsExactly(TerminationPhase.PROPAGATING, TerminationPhase.DRAINING,
				TerminationPhase.DRAINED);
	}

	@Test
	void waitsForQuietAfterTheLastLateRequest() {
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(4.5);
		this.scene.request();
		this.scene.time.passSeconds(1.999);
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(answer.join().propagation()).isEqualTo(Duration.ofSeconds(6).plusMillis(500));
		assertThat(answer.join().lateRequests()).isEqualTo(1);
		assertThat(answer.join().lastLateRequest()).isEqualTo(Duration.ofMillis(4500));
	}

	@Test
	void endsThePropagationWaitAtTheMaximumWhenQuietIsNeverReached() {
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		for (int i = 0; i < 29; i++) {
			this.scene.time.passSeconds(0.5);
			this.scene.request();
		}
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.5);
		assertThat(answer.join().propagation()).isEqualTo(Duration.ofSeconds(15));
		assertThat(answer.join().outcome()).isEqualTo(Outcome.DRAINED);
	}

	@Test
	void drainsWhileItWaitsForPropagation() {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(4);
		this.scene.end(request);
		this.scene.time.passSeconds(1);
		assertThat(answer.join().total()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void isWokenByTheLastEndWhenItDrains() {
		InFlightRequests.AsyncRequest first = this.scene.longRequest("/first");
		InFlightRequests.AsyncRequest last = this.scene.longRequest("/last");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(7);
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINING);
		this.scene.end(first);
		assertThat(answer).isNotDone();
		this.scene.end(last);
		assertThat(answer.join().drain()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.scene.phase()).isEqualTo(TerminationPhase.DRAINED);
	}

	@Test
	void namesWhatIsAbandonedWhenTheDeadlinePassesWithWorkInFlight() {
		InFlightRequests.AsyncRequest younger;
		this.scene.longRequest("/old");
		this.scene.time.passSeconds(10);
		younger = this.scene.longRequest("/young");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(24.999);
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(answer.join().outcome()).isEqualTo(Outcome.ABANDONED);
		assertThat(answer.join().abandoned()).containsExactly(new Abandoned("GET /old", Duration.ofSeconds(35)),
				new Abandoned("GET /young", Duration.ofSeconds(25)));
		this.scene.end(younger);
		assertThat(this.scene.inFlight.count()).isEqualTo(1);
	}

	@Test
	void goesOnCorrectlyWhenTheClockOverflows() {
		this.scene = new TerminationScene(new ManualTime(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos()));
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		assertThat(this.scene.termination.deadline().orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(25));
		this.scene.time.passSeconds(4.5);
		this.scene.request();
		this.scene.time.passSeconds(1.999);
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(answer.join().total()).isEqualTo(Duration.ofMillis(6500));
		assertThat(this.scene.sigterm()).isCompletedWithValue(Outcome.DRAINED);
	}

	@Test
	void abandonsAtTheDeadlineWhenTheClockOverflows() {
		this.scene = new TerminationScene(new ManualTime(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos()));
		this.scene.longRequest("/endless");
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(24.999);
		assertThat(answer).isNotDone();
		this.scene.time.passSeconds(0.001);
		assertThat(answer.join().outcome()).isEqualTo(Outcome.ABANDONED);
	}

	@Test
	void completionIsThatOfTheCurrentTermination() {
		CompletableFuture<TerminationReport> first = this.scene.termination.completion().toCompletableFuture();
		this.scene.hook();
		this.scene.termination.resume();
		this.scene.time.settle();
		assertThat(first.join().outcome()).isEqualTo(Outcome.RESUMED);
		CompletableFuture<TerminationReport> second = this.scene.termination.completion().toCompletableFuture();
		this.scene.hook();
		assertThat(second).isNotDone();
		this.scene.time.passSeconds(5);
		assertThat(second.join().outcome()).isEqualTo(Outcome.DRAINED);
	}

	@Test
	void thoseWhoWaitCannotCompleteItForOthers() {
		this.scene.termination.completion().toCompletableFuture().cancel(true);
		assertThat(this.scene.termination.completion().toCompletableFuture()).isNotDone();
	}

}
