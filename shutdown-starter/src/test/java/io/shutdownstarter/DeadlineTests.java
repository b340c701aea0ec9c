package io.shutdownstarter;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Deadline}.
 */
class DeadlineTests {

	@ParameterizedTest
	@ValueSource(longs = { 0, -42, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE })
	void passesAfterItsTimeWhereverTheClockStarts(long origin) {
		ManualTime time = new ManualTime(origin);
		Deadline deadline = Deadline.at(time.getAsLong() + Duration.ofSeconds(3).toNanos(), time);
		time.passSeconds(2);
		assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
		assertThat(deadline.hasPassed()).isFalse();
		time.passSeconds(1);
		assertThat(deadline.hasPassed()).isTrue();
		time.passSeconds(1);
		assertThat(deadline.remaining()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MAX_VALUE - 1_000_000_000L })
	void earlierOfIsNeverLaterThanTheDeadline(long origin) {
		ManualTime time = new ManualTime(origin);
		Deadline deadline = Deadline.at(time.getAsLong() + Duration.ofSeconds(3).toNanos(), time);
		assertThat(deadline.earlierOf(Duration.ofSeconds(Long.MAX_VALUE)).remaining()).isEqualTo(Duration.ofSeconds(3));
		assertThat(deadline.earlierOf(Duration.ofSeconds(2)).remaining()).isEqualTo(Duration.ofSeconds(2));
		assertThat(deadline.earlierOf(Duration.ZERO).hasPassed()).isTrue();
		assertThat(deadline.earlierOf(Duration.ofSeconds(-1)).hasPassed()).isTrue();
	}

}
