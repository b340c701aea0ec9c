package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;

/**
 * What a rehearsal itself had of its machine while its clients were sending. The pods,
 * being processes of their own, are no part of it, but for how busy the machine was.
 *
 * @param wall how long it was looked at; zero if it was not
 * @param cpu the processor time of this JVM, in which clients, router and kubelet live
 * @param routerCpu that of the router's one thread, a part of {@code cpu}
 * @param processors how many there are
 * @param machineBusy the part of all processors that was in use, by whomever, from 0 to
 * 1; zero if it cannot be told
 * @param stalls when this JVM stood still
 */
record KitUse(Duration wall, Duration cpu, Duration routerCpu, int processors, double machineBusy, List<Stall> stalls) {

	static final KitUse NONE = new KitUse(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 0, List.of());

	KitUse with(double busy, List<Stall> seen) {
		return new KitUse(this.wall, this.cpu, this.routerCpu, this.processors, busy, List.copyOf(seen));
	}

	// How many processors this JVM kept busy, on average.
	double cores() {
		return share(this.cpu);
	}

	double routerCores() {
		return share(this.routerCpu);
	}

	private double share(Duration time) {
		return (double) time.toNanos() / Math.max(1, this.wall.toNanos());
	}

	Duration stalled() {
		return Duration.ofNanos(this.stalls.stream().mapToLong(Stall::nanos).sum());
	}

	Duration longestStall() {
		return Duration.ofNanos(this.stalls.stream().mapToLong(Stall::nanos).max().orElse(0));
	}

	// How much of a time, on the rehearsal's clock, this JVM stood still.
	Duration stalledWithin(long fromNanos, long toNanos) {
		return Duration.ofNanos(this.stalls.stream().mapToLong((stall) -> stall.nanosWithin(fromNanos, toNanos)).sum());
	}

	/**
	 * A time in which a thread that was due did not run: the scheduler had no processor
	 * for it, or this JVM collected garbage.
	 *
	 * @param fromNanos when it was due, on the rehearsal's clock
	 * @param toNanos when it ran
	 */
	record Stall(long fromNanos, long toNanos) {

		long nanos() {
			return this.toNanos - this.fromNanos;
		}

		private long nanosWithin(long from, long to) {
			return Math.max(0, Math.min(this.toNanos - from, to - from) - Math.max(0, this.fromNanos - from));
		}

	}

}
