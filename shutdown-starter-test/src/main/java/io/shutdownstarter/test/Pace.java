package io.shutdownstarter.test;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * When a client sends next: on average once in its interval, by rate or by think time.
 * For use by one thread.
 */
final class Pace {

	private final boolean byRate;

	private final long intervalNanos;

	private final SplittableRandom random;

	private long dueNanos;

	private long busyNanos;

	private long lateNanos;

	private long startedNanos;

	// asked for by another thread
	private volatile @Nullable Long sendingSinceNanos;

	Pace(Clients group, SplittableRandom random) {
		this.byRate = group.ratePerSecond() > 0;
		this.intervalNanos = this.byRate
				? Math.max(1, (long) (TimeUnit.SECONDS.toNanos(group.count()) / group.ratePerSecond()))
				: group.thinkTime().toNanos();
		this.random = random;
	}

	// The first time when a request is due: clients do not march in step.
	long begin(long nowNanos) {
		this.dueNanos = nowNanos + this.random.nextLong(this.intervalNanos);
		return this.dueNanos;
	}

	// A request is being sent from now on.
	void sending(long nowNanos) {
		this.sendingSinceNanos = nowNanos;
	}

	// A request was sent when it was due, or later, and has ended now; tells when the
	// next is due.
	long next(long sentNanos, long nowNanos) {
		this.lateNanos += sentNanos - this.dueNanos;
		this.sendingSinceNanos = null;
		this.busyNanos += nowNanos - sentNanos;
		long pause = this.intervalNanos / 2 + this.random.nextLong(this.intervalNanos);
		long next = (this.byRate ? this.dueNanos : nowNanos) + pause;
		// what a slow answer has used up is not made up for by a burst
		this.dueNanos = (next - nowNanos > 0) ? next : nowNanos;
		return this.dueNanos;
	}

	// The traffic was paused when a request was due.
	void pausedFor(long nanos) {
		this.startedNanos += nanos;
		this.dueNanos += nanos;
	}

	void startedAt(long nanos) {
		this.startedNanos = nanos;
	}

	// How many requests this client was asked for until now.
	double asked(long nowNanos) {
		// whoever is at a transfer of seconds was not asked for anything meanwhile
		Long since = this.sendingSinceNanos;
		long busy = this.busyNanos + ((since != null) ? nowNanos - since : 0);
		long elapsed = nowNanos - this.startedNanos - (this.byRate ? 0 : busy);
		return (double) elapsed / this.intervalNanos;
	}

	long lateNanos() {
		return this.lateNanos;
	}

}
