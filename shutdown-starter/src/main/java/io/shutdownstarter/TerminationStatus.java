package io.shutdownstarter;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the termination, or of the application that awaits one.
 *
 * @param phase where the application stands
 * @param trigger the first signal, or {@code null} while serving
 * @param untilDeadline the time left until the deadline, negative when it has passed;
 * {@code null} while no clock runs
 * @param inFlight the number of requests in flight by kind
 * @param oldest the age of the oldest of them, or {@code null} if there is none
 * @param lateRequests the number of requests since the first signal
 * @param lastLateRequest the time from the first signal to the last of them, or
 * {@code null} if there was none
 * @param durations the time spent so far in each phase of this termination
 * @param plan what is still to come
 * @param totals what has added up since the start of the application
 * @since 0.1.0
 */
public record TerminationStatus(TerminationPhase phase, @Nullable TerminationTrigger trigger,
		@Nullable Duration untilDeadline, Map<Kind, Long> inFlight, @Nullable Duration oldest, long lateRequests,
		@Nullable Duration lastLateRequest, Map<TerminationPhase, Duration> durations, Plan plan, Totals totals) {

	/**
	 * Copies the maps.
	 */
	public TerminationStatus {
		inFlight = Map.copyOf(inFlight);
		durations = Map.copyOf(durations);
	}

	/**
	 * Kinds of work in flight.
	 */
	public enum Kind {

		/**
		 * Requests that hold their thread.
		 */
		SYNC,

		/**
		 * Requests that have left their thread, streams and server-sent events among
		 * them.
		 */
		ASYNC

	}

	/**
	 * What is still to come of the waits. While serving: what a hook would start.
	 *
	 * @param waitFrom the shortest propagation wait from now on
	 * @param waitTo the longest propagation wait from now on
	 * @param drain the time from now to the deadline, propagation wait included;
	 * {@code null} while an operator holds the pod, since no clock runs
	 * @param reserve the part of the grace period after the deadline, for the close of
	 * the context
	 */
	public record Plan(Duration waitFrom, Duration waitTo, @Nullable Duration drain, Duration reserve) {
	}

	/**
	 * Sums over all terminations since the start: an application that was put back may be
	 * terminated again.
	 *
	 * @param lateRequests requests that arrived during terminations
	 * @param abandoned requests that were still in flight at a deadline
	 * @param refusedHooks hook calls that were refused
	 */
	public record Totals(long lateRequests, long abandoned, long refusedHooks) {
	}

}
