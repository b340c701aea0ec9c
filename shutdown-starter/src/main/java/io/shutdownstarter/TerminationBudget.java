package io.shutdownstarter;

import java.time.Duration;

/**
 * The one clock of a termination: from the first signal to the end of the grace period,
 * with the deadline in between. All values are points on the monotonic clock, compared by
 * their difference, since that clock may overflow.
 *
 * @param startNanos the first signal
 * @param deadlineNanos the end of all waits; what follows is kept for the context's close
 * @param endNanos the end of the grace period, when the kubelet sends SIGKILL
 */
record TerminationBudget(long startNanos, long deadlineNanos, long endNanos) {

	/**
	 * What the kubelet leaves between SIGTERM and SIGKILL at the least
	 * ({@code minimumGracePeriodInSeconds} in its {@code killContainer}).
	 */
	static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();

	/**
	 * The part of those two seconds that work in flight gets; the close gets the rest.
	 */
	private static final long LEAST_DRAIN_NANOS = Duration.ofSeconds(1).toNanos();

	/**
	 * How far behind a whole second of the hook the SIGTERM of a kubelet's own time-out
	 * may come (measured: 10 to 50 ms).
	 */
	private static final long TIMEOUT_LATE_NANOS = Duration.ofMillis(300).toNanos();

	/**
	 * How far before it: the call needs some time from the kubelet, whose clock it is, to
	 * us (measured: 80 ms, when it was the first request of a management port).
	 */
	private static final long TIMEOUT_EARLY_NANOS = Duration.ofMillis(150).toNanos();

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	static TerminationBudget startingAt(long startNanos, Duration gracePeriod, Duration closeReserve) {
		long end = startNanos + gracePeriod.toNanos();
		return new TerminationBudget(startNanos, end - closeReserve.toNanos(), end);
	}

	/**
	 * This budget for a signal that comes late in it: never less than the two seconds
	 * that a kubelet always leaves.
	 * @param nowNanos the time of the signal
	 * @return a budget with room for a close
	 */
	TerminationBudget forSignalAt(long nowNanos) {
		long end = later(this.endNanos, nowNanos + LEAST_NANOS);
		long deadline = later(this.deadlineNanos, nowNanos + LEAST_DRAIN_NANOS);
		return new TerminationBudget(this.startNanos, deadline, end);
	}

	/**
	 * What is left when the kubelet has lost patience with the hook.
	 * @param nowNanos the time of SIGTERM
	 * @return a budget of two seconds from SIGTERM
	 */
	TerminationBudget afterHookTimeoutAt(long nowNanos) {
		return new TerminationBudget(this.startNanos, nowNanos + LEAST_DRAIN_NANOS, nowNanos + LEAST_NANOS);
	}

	/**
	 * Whether a SIGTERM during a hook is the kubelet's own time-out, which strikes at a
	 * whole number of seconds after the start of the hook and leaves two seconds.
	 * @param hookNanos the arrival of the hook
	 * @param nowNanos the time of SIGTERM
	 * @param gracePeriod the configured grace period
	 * @return whether two seconds are all that is left
	 */
	static boolean isHookTimeout(long hookNanos, long nowNanos, Duration gracePeriod) {
		long elapsed = nowNanos - hookNanos + TIMEOUT_EARLY_NANOS;
		if (elapsed >= gracePeriod.toNanos()) {
			return true;
		}
		return elapsed >= SECOND && elapsed % SECOND < TIMEOUT_LATE_NANOS + TIMEOUT_EARLY_NANOS;
	}

	long untilDeadlineNanos(long nowNanos) {
		return this.deadlineNanos - nowNanos;
	}

	private static long later(long a, long b) {
		return (a - b >= 0) ? a : b;
	}

}
