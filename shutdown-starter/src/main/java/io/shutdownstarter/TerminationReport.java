package io.shutdownstarter;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a termination did, once its waits are over.
 *
 * @param trigger the first signal
 * @param outcome how the waits ended
 * @param budget the time from the first signal to the deadline, or {@code null} if an
 * operator holds the pod and no clock runs
 * @param propagation the time spent on waiting for propagation; zero if no wait was due
 * @param drain the time spent on draining after that
 * @param lateRequests the number of requests that arrived after the first signal
 * @param lastLateRequest the time from the first signal to the last late request, or
 * {@code null} if there was none
 * @param abandoned the work that was still in flight at the deadline, oldest first
 * @since 0.1.0
 */
public record TerminationReport(TerminationTrigger trigger, Outcome outcome, @Nullable Duration budget,
		Duration propagation, Duration drain, long lateRequests, @Nullable Duration lastLateRequest,
		List<Abandoned> abandoned) {

	/**
	 * Copies the list.
	 */
	public TerminationReport {
		abandoned = List.copyOf(abandoned);
	}

	/**
	 * The time from the first signal to the end of the waits.
	 * @return propagation and drain together
	 */
	public Duration total() {
		return this.propagation.plus(this.drain);
	}

	@Override
	public String toString() {
		String late = (this.lastLateRequest == null) ? "no late requests"
				: this.lateRequests + " late requests, the last one after " + Seconds.of(this.lastLateRequest);
		return "%s after %s (propagation %s, drain %s): triggered by %s, %s, %d abandoned".formatted(this.outcome,
				Seconds.of(total()), Seconds.of(this.propagation), Seconds.of(this.drain), this.trigger, late,
				this.abandoned.size());
	}

	/**
	 * How the waits of a termination ended.
	 */
	public enum Outcome {

		/**
		 * Nothing is in flight.
		 */
		DRAINED("drained"),

		/**
		 * The deadline passed with work in flight.
		 */
		ABANDONED("deadline passed"),

		/**
		 * The application serves again.
		 */
		RESUMED("resumed"),

		/**
		 * The program itself closed the context.
		 */
		CLOSED("closed by the program");

		private final String description;

		Outcome(String description) {
			this.description = description;
		}

		@Override
		public String toString() {
			return this.description;
		}

	}

	/**
	 * A piece of work that was given up.
	 *
	 * @param work what it was: method and path of a request, without the query
	 * @param age the time since it began
	 */
	public record Abandoned(String work, Duration age) {

		@Override
		public String toString() {
			return this.work + " (" + Seconds.of(this.age) + ")";
		}

	}

}
