package io.shutdownstarter;

import java.util.function.LongSupplier;

/**
 * Looks again at a given time. Only the earliest time asked for counts, so that many
 * requests for a look cost one timer. Guarded by the lock of its owner, except for what
 * the timer itself runs.
 */
final class WakeUp {

	private final TerminationLoop loop;

	private final LongSupplier nanoClock;

	private final Runnable look;

	private volatile boolean pending;

	private volatile long atNanos;

	WakeUp(TerminationLoop loop, LongSupplier nanoClock, Runnable look) {
		this.loop = loop;
		this.nanoClock = nanoClock;
		this.look = look;
	}

	/**
	 * Looks at once, on the loop's thread.
	 */
	void now() {
		this.loop.execute(this.look);
	}

	/**
	 * Looks later, unless an earlier look is planned already: each look plans the next.
	 * @param delayNanos the time until then; {@link Long#MAX_VALUE} means never
	 */
	void in(long delayNanos) {
		if (delayNanos == Long.MAX_VALUE) {
			return;
		}
		long at = this.nanoClock.getAsLong() + delayNanos;
		if (!this.pending || at - this.atNanos < 0) {
			this.pending = true;
			this.atNanos = at;
			this.loop.executeIn(() -> ring(at), delayNanos);
		}
	}

	private void ring(long at) {
		if (this.atNanos == at) {
			this.pending = false;
		}
		this.look.run();
	}

}
