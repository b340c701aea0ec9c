package io.shutdownstarter;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The requests that arrived after the first signal: how many, and when the last one came.
 * Written by the threads of the requests.
 */
final class LateRequests {

	private final long startNanos;

	private final AtomicLong count = new AtomicLong();

	/**
	 * The time of the last one, counted from the start so that it can only grow.
	 */
	private final AtomicLong lastElapsedNanos = new AtomicLong();

	LateRequests(long startNanos) {
		this.startNanos = startNanos;
	}

	void arrived(long nowNanos) {
		this.lastElapsedNanos.accumulateAndGet(nowNanos - this.startNanos, Math::max);
		this.count.incrementAndGet();
	}

	long count() {
		return this.count.get();
	}

	/**
	 * The time without a late request.
	 * @param nowNanos the time now
	 * @return the time since the last one, or since the start if there was none
	 */
	long silentNanos(long nowNanos) {
		return nowNanos - this.startNanos - this.lastElapsedNanos.get();
	}

	@Nullable Long lastElapsedNanos() {
		return (count() == 0) ? null : this.lastElapsedNanos.get();
	}

}
