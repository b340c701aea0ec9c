package io.shutdownstarter.test;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spreads a transfer over some time: so many bytes, a pause, and again.
 */
final class Slices {

	private static final int COUNT = 20;

	private final int size;

	private final long pauseNanos;

	Slices(int length, Duration transferTime) {
		boolean timed = !transferTime.isZero() && length > 0;
		this.size = timed ? Math.max(1, (length + COUNT - 1) / COUNT) : Math.max(1, length);
		this.pauseNanos = timed ? transferTime.toNanos() * this.size / length : 0;
	}

	int size() {
		return this.size;
	}

	boolean areTimed() {
		return this.pauseNanos > 0;
	}

	// Blocks for one pause.
	void pause() throws InterruptedIOException {
		try {
			TimeUnit.NANOSECONDS.sleep(this.pauseNanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted within a slow transfer");
		}
	}

}
