package io.shutdownstarter.test;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Pace}.
 */
class PaceTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final Clients TEN_PER_SECOND = Clients.keepAlive(1, RequestTemplate.get("/")).withRate(10);

	@Test
	void aRateIsKeptWhateverAnAnswerTakes() {
		assertThat(sentWithin(pace(TEN_PER_SECOND), 0, 100 * SECOND)).isCloseTo(1000, within(50));
		assertThat(sentWithin(pace(TEN_PER_SECOND), SECOND / 25, 100 * SECOND)).isCloseTo(1000, within(50));
	}

	@Test
	void aThinkTimeBeginsWithTheAnswer() {
		Clients group = TEN_PER_SECOND.withThinkTime(Duration.ofMillis(100));

		assertThat(sentWithin(pace(group), SECOND / 10, 100 * SECOND)).isCloseTo(500, within(25));
	}

	@Test
	void aSlowAnswerIsNotMadeUpForByABurst() {
		Pace pace = pace(TEN_PER_SECOND);
		long due = pace.begin(0);
		long afterSlow = due + 10 * SECOND;

		assertThat(pace.next(due, afterSlow)).isEqualTo(afterSlow);
		assertThat(pace.next(afterSlow, afterSlow + 1) - afterSlow).isGreaterThanOrEqualTo(SECOND / 20);
	}

	@Test
	void whatIsAskedForCountsTheThinkTimeOnly() {
		Pace byRate = pace(TEN_PER_SECOND);
		Pace byThinkTime = pace(TEN_PER_SECOND.withThinkTime(Duration.ofMillis(100)));
		for (Pace pace : new Pace[] { byRate, byThinkTime }) {
			pace.startedAt(0);
			pace.next(pace.begin(0), 5 * SECOND);
		}

		assertThat(byRate.asked(10 * SECOND)).isCloseTo(100, within(0.1));
		assertThat(byThinkTime.asked(10 * SECOND)).isBetween(49.0, 52.0);
	}

	@Test
	void aTransferUnderWayIsNotAskedForAgain() {
		Pace pace = pace(TEN_PER_SECOND.withThinkTime(Duration.ofMillis(100)));
		pace.startedAt(0);
		pace.sending(SECOND);

		assertThat(pace.asked(4 * SECOND)).isCloseTo(10, within(0.1));
		pace.next(SECOND, 4 * SECOND);
		assertThat(pace.asked(5 * SECOND)).isCloseTo(20, within(0.1));
	}

	@Test
	void latenessIsSummedUp() {
		Pace pace = pace(TEN_PER_SECOND);
		long due = pace.begin(0);
		pace.next(due + 7, due + 8);

		assertThat(pace.lateNanos()).isEqualTo(7);
	}

	private static int sentWithin(Pace pace, long answerNanos, long endNanos) {
		int sent = 0;
		for (long due = pace.begin(0); due < endNanos; due = pace.next(due, due + answerNanos)) {
			sent++;
		}
		return sent;
	}

	private static Pace pace(Clients group) {
		return new Pace(group, new SplittableRandom(3));
	}

}
