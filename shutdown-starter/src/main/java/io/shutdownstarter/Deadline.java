package io.shutdownstarter;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.util.Assert;

/**
 * A point on the monotonic clock. Immutable; the same for every thread.
 *
 * @since 0.1.0
 */
public final class Deadline {

	private final LongSupplier nanoClock;

	private final long atNanos;

	private Deadline(LongSupplier nanoClock, long atNanos) {
		this.nanoClock = nanoClock;
		this.atNanos = atNanos;
	}

	static Deadline at(long atNanos, LongSupplier nanoClock) {
		return new Deadline(nanoClock, atNanos);
	}

	/**
	 * The time that is left.
	 * @return the remaining time, zero when the deadline has passed
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, remainingNanos()));
	}

	/**
	 * Whether no time is left.
	 * @return whether the deadline has been reached
	 */
	public boolean hasPassed() {
		return remainingNanos() <= 0;
	}

	/**
	 * This deadline, or the end of a wait that starts now, whichever comes first.
	 * @param wait the length of the wait; zero or less means now
	 * @return the earlier of both
	 */
	public Deadline earlierOf(Duration wait) {
		Assert.notNull(wait, "'wait' must not be null");
		// compared as durations: their sum with the clock could overflow
		if (wait.compareTo(remaining()) >= 0) {
			return this;
		}
		return new Deadline(this.nanoClock, this.nanoClock.getAsLong() + Math.max(0, wait.toNanos()));
	}

	@Override
	public String toString() {
		return "in " + Seconds.of(remaining());
	}

	private long remainingNanos() {
		return this.atNanos - this.nanoClock.getAsLong();
	}

}
