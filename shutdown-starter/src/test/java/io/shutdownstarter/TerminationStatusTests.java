package io.shutdownstarter;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.TerminationStatus.Kind;
import io.shutdownstarter.TerminationStatus.Plan;
import io.shutdownstarter.TerminationStatus.Totals;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminationStatus}, as {@link TerminationCoordinator} gives it.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class TerminationStatusTests {

	private TerminationScene scene = new TerminationScene();

	@Test
	void tellsWhatAHookWouldStartWhileServing() {
		assertThat(status()).isEqualTo(
				new TerminationStatus(TerminationPhase.SERVING, null, null, Map.of(Kind.SYNC, 0L, Kind.ASYNC, 0L), null,
						0, null, Map.of(), plan(5, 15, 25.0), new Totals(0, 0, 0)));
	}

	@ParameterizedTest
	@CsvSource({ "propagation.minimum=50ms, 2, 15", "propagation.minimum=0s, 2, 15", "propagation.minimum=20s, 20, 20",
			"grace-period=10s, 5, 5" })
	void planOfAServingApplicationIsThatOfItsSettings(String setting, double from, double to) {
		this.scene = new TerminationScene(new ManualTime(), TestSettings.of(setting));
		assertThat(status().plan().waitFrom()).isEqualTo(seconds(from));
		assertThat(status().plan().waitTo()).isEqualTo(seconds(to));
		this.scene.hook();
		assertThat(status().plan().waitFrom()).isEqualTo(seconds(from));
		assertThat(status().plan().waitTo()).isEqualTo(seconds(to));
	}

	@Test
	void planHasNoWaitWhenTheApplicationIsNotReady() {
		this.scene.wished = false;
		assertThat(status().plan()).isEqualTo(plan(0, 0, 25.0));
		this.scene.longRequest("/slow");
		this.scene.hook();
		assertThat(status().phase()).isEqualTo(TerminationPhase.DRAINING);
		assertThat(status().plan()).isEqualTo(plan(0, 0, 25.0));
	}

	@Test
	void planShrinksAsTimePassesAndGrowsWithALateRequest() {
		this.scene.hook();
		this.scene.time.passSeconds(4);
		assertThat(status().plan()).isEqualTo(plan(1, 11, 21.0));
		this.scene.request();
		assertThat(status().plan()).isEqualTo(plan(2, 11, 21.0));
		this.scene.time.passSeconds(2);
		assertThat(status().plan()).isEqualTo(plan(0, 0, 19.0));
	}

	@Test
	void propagationWaitOfThePlanEndsAtTheDeadline() {
		this.scene = new TerminationScene(new ManualTime(),
				TestSettings.of("grace-period=20s", "propagation.maximum=15s"));
		this.scene.hook();
		this.scene.time.passSeconds(4);
		assertThat(status().plan()).isEqualTo(plan(1, 11, 11.0));
	}

	@Test
	void noClockRunsWhileAnOperatorHolds() {
		this.scene.termination.drainAndHold();
		this.scene.time.passSeconds(3600);
		TerminationStatus status = status();
		assertThat(status.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(status.trigger()).isEqualTo(TerminationTrigger.OPERATOR);
		assertThat(status.untilDeadline()).isNull();
		assertThat(status.plan()).isEqualTo(plan(0, 0, null));
	}

	@Test
	void clockAndTriggerAreThoseOfTheHookThatFollowsAnOperator() {
		this.scene.termination.drainAndHold();
		this.scene.time.passSeconds(3);
		this.scene.hook();
		assertThat(status().trigger()).isEqualTo(TerminationTrigger.PRE_STOP);
		assertThat(status().untilDeadline()).isEqualTo(seconds(25));
		assertThat(status().plan()).isEqualTo(plan(2, 12, 25.0));
	}

	@Test
	void timeUntilTheDeadlineIsNegativeWhenItHasPassed() {
		this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.time.passSeconds(24);
		assertThat(status().untilDeadline()).isEqualTo(seconds(1));
		this.scene.time.passSeconds(3);
		assertThat(status().untilDeadline()).isEqualTo(seconds(-2));
		assertThat(status().plan()).isEqualTo(plan(0, 0, 0.0));
	}

	@Test
	void countsWhatIsInFlightByKindAndTellsTheOldest() {
		this.scene.inFlight.begin("GET", "/sync");
		this.scene.time.passSeconds(2);
		assertInFlight(1, 0, seconds(2));
		this.scene.inFlight.continueAsync();
		this.scene.time.passSeconds(2);
		this.scene.inFlight.begin("GET", "/sync");
		assertInFlight(1, 1, seconds(4));
		this.scene.inFlight.end();
		assertInFlight(0, 1, seconds(4));
	}

	@Test
	void nothingIsTheOldestWhenNothingIsInFlight() {
		this.scene.request();
		this.scene.end(this.scene.longRequest("/ended"));
		assertInFlight(0, 0, null);
	}

	@Test
	void countsLateRequestsAndTellsTheTimeOfTheLast() {
		this.scene.request();
		this.scene.hook();
		assertThat(status().lateRequests()).isZero();
		assertThat(status().lastLateRequest()).isNull();
		this.scene.time.passSeconds(1.5);
		this.scene.request();
		this.scene.request();
		this.scene.time.passSeconds(1);
		assertThat(status().lateRequests()).isEqualTo(2);
		assertThat(status().lastLateRequest()).isEqualTo(seconds(1.5));
	}

	@Test
	void timeOfEachPhaseGoesOnOnlyInThatPhase() {
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/slow");
		this.scene.hook();
		this.scene.time.passSeconds(2);
		assertDurations(2, 0, 0);
		this.scene.time.passSeconds(4);
		assertDurations(5, 1, 0);
		this.scene.end(request);
		this.scene.time.passSeconds(3);
		assertDurations(5, 1, 3);
	}

	@Test
	void drainGoesOnToItsLastEndWhenALateRequestLeadsBackToIt() {
		this.scene.hook();
		this.scene.time.passSeconds(7);
		InFlightRequests.AsyncRequest late = this.scene.longRequest("/late");
		this.scene.time.passSeconds(4);
		assertDurations(5, 6, 0);
		this.scene.end(late);
		this.scene.time.passSeconds(1);
		assertDurations(5, 6, 1);
	}

	@Test
	void timesOfPhasesAreRightWhenTheClockOverflows() {
		this.scene = new TerminationScene(new ManualTime(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos()));
		this.scene.longRequest("/slow");
		this.scene.hook();
		this.scene.time.passSeconds(8);
		assertDurations(5, 3, 0);
		assertInFlight(0, 1, seconds(8));
		assertThat(status().untilDeadline()).isEqualTo(seconds(17));
	}

	@Test
	void servesAgainAsIfNothingHadBeenButForTheTotals() {
		TerminationStatus before = status();
		InFlightRequests.AsyncRequest request = this.scene.longRequest("/endless");
		this.scene.hook();
		this.scene.request();
		this.scene.termination.refused();
		this.scene.time.passSeconds(25);
		this.scene.termination.resume();
		this.scene.end(request);
		assertThat(status().totals()).isEqualTo(new Totals(1, 1, 1));
		assertThat(status()).usingRecursiveComparison().ignoringFields("totals").isEqualTo(before);
	}

	@Test
	void totalsAddUpOverTerminationsAndCountAnAbandonedRequestOnce() {
		this.scene.longRequest("/endless");
		for (int i = 1; i <= 2; i++) {
			this.scene.hook();
			this.scene.request();
			this.scene.time.passSeconds(25);
			this.scene.hook();
			assertThat(status().totals()).isEqualTo(new Totals(i, i, 0));
			this.scene.termination.resume();
			assertThat(status().totals()).isEqualTo(new Totals(i, i, 0));
		}
		this.scene.sigterm();
		assertThat(status().trigger()).isEqualTo(TerminationTrigger.SIGNAL);
		assertThat(status().totals()).isEqualTo(new Totals(2, 2, 0));
	}

	private TerminationStatus status() {
		return this.scene.termination.status();
	}

	private void assertInFlight(long sync, long async, @Nullable Duration oldest) {
		assertThat(status().inFlight()).containsOnly(Map.entry(Kind.SYNC, sync), Map.entry(Kind.ASYNC, async));
		assertThat(status().oldest()).isEqualTo(oldest);
	}

	private void assertDurations(double propagating, double draining, double drained) {
		assertThat(status().durations()).containsOnly(Map.entry(TerminationPhase.PROPAGATING, seconds(propagating)),
				Map.entry(TerminationPhase.DRAINING, seconds(draining)),
				Map.entry(TerminationPhase.DRAINED, seconds(drained)));
	}

	private static Plan plan(double from, double to, @Nullable Double drain) {
		return new Plan(seconds(from), seconds(to), (drain != null) ? seconds(drain) : null, seconds(5));
	}

	private static Duration seconds(double seconds) {
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

}
