package io.shutdownstarter;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.TerminationStatus.Kind;
import io.shutdownstarter.TerminationStatus.Plan;
import io.shutdownstarter.TerminationStatus.Totals;

/**
 * Puts together what can be told about now. Used under the lock of the coordinator.
 */
final class StatusReader {

	private final ShutdownProperties properties;

	private final InFlightRequests inFlight;

	private final Readiness readiness;

	StatusReader(ShutdownProperties properties, InFlightRequests inFlight, Readiness readiness) {
		this.properties = properties;
		this.inFlight = inFlight;
		this.readiness = readiness;
	}

	TerminationStatus read(TerminationMachine machine, long refusedHooks, long now) {
		Totals totals = new Totals(machine.lateRequests(), machine.abandoned(), refusedHooks);
		TerminationRun run = machine.run();
		if (run == null) {
			return new TerminationStatus(machine.phase(), null, null, counts(), oldest(), 0, null, Map.of(), plan(),
					totals);
		}
		Long last = run.late().lastElapsedNanos();
		return new TerminationStatus(machine.phase(), run.trigger(), untilDeadline(run, now), counts(), oldest(),
				run.late().count(), (last != null) ? Duration.ofNanos(last) : null,
				run.durations(now, machine.phase() == TerminationPhase.DRAINED),
				run.plan(now, this.properties.closeReserve()), totals);
	}

	private Map<Kind, Long> counts() {
		long all = this.inFlight.count();
		long async = Math.min(all, this.inFlight.asyncCount());
		return Map.of(Kind.SYNC, all - async, Kind.ASYNC, async);
	}

	private @Nullable Duration oldest() {
		Long age = this.inFlight.oldestAgeNanos();
		return (age != null) ? Duration.ofNanos(age) : null;
	}

	// of a hook that would come now
	private Plan plan() {
		Duration from = Duration.ZERO;
		Duration to = Duration.ZERO;
		if (this.readiness.isWished()) {
			PropagationWait wait = PropagationWait.of(this.properties);
			from = Duration.ofNanos(wait.remainingNanos(0, 0));
			to = Duration.ofNanos(wait.maximumNanos());
		}
		return new Plan(from, to, this.properties.gracePeriod().minus(this.properties.closeReserve()),
				this.properties.closeReserve());
	}

	private static @Nullable Duration untilDeadline(TerminationRun run, long now) {
		return (run.budget() != null) ? Duration.ofNanos(run.untilDeadlineNanos(now)) : null;
	}

}
