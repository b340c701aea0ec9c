package io.shutdownstarter;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How long a termination has been in each of its phases. Guarded by the lock of the
 * coordinator.
 */
final class PhaseTimes {

	private final long startNanos;

	private @Nullable Long propagationEndNanos;

	private @Nullable Long drainedNanos;

	PhaseTimes(long startNanos) {
		this.startNanos = startNanos;
	}

	long elapsedNanos(long now) {
		return now - this.startNanos;
	}

	// the first end counts
	void propagationEnded(long now) {
		if (this.propagationEndNanos == null) {
			this.propagationEndNanos = now;
		}
	}

	boolean isPropagationOver() {
		return this.propagationEndNanos != null;
	}

	// the last one counts: a late request makes it drain again
	void drained(long now) {
		this.drainedNanos = now;
	}

	Duration propagation(long now) {
		return Duration.ofNanos(propagationEnd(now) - this.startNanos);
	}

	/**
	 * The time spent on draining.
	 * @param now the time now
	 * @param drained whether it is over
	 * @return the time until its end, or until now
	 */
	Duration drain(long now, boolean drained) {
		return Duration.ofNanos(drainEnd(now, drained) - propagationEnd(now));
	}

	Map<TerminationPhase, Duration> durations(long now, boolean drained) {
		return Map.of(TerminationPhase.PROPAGATING, propagation(now), TerminationPhase.DRAINING, drain(now, drained),
				TerminationPhase.DRAINED, Duration.ofNanos(now - drainEnd(now, drained)));
	}

	private long propagationEnd(long now) {
		return (this.propagationEndNanos != null) ? this.propagationEndNanos : now;
	}

	private long drainEnd(long now, boolean drained) {
		return (drained && this.drainedNanos != null) ? this.drainedNanos : now;
	}

}
