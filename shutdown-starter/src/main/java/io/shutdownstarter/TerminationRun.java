package io.shutdownstarter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.TerminationReport.Outcome;

/**
 * One termination in progress: its clock, what it has waited for, and who waits for it.
 * Guarded by the lock of the coordinator, except for what its getters of final or
 * volatile fields tell.
 */
final class TerminationRun {

	private final PhaseTimes times;

	private final @Nullable PropagationWait wait;

	private final long recoveryNanos;

	private final LateRequests late;

	private final List<WaitingHook> hooks = new ArrayList<>();

	private final List<CompletableFuture<Outcome>> closers = new ArrayList<>();

	private TerminationTrigger trigger;

	private volatile @Nullable TerminationBudget budget;

	private @Nullable Long answeredNanos;

	private @Nullable TerminationReport report;

	private int abandoned;

	TerminationRun(TerminationTrigger trigger, long nowNanos, @Nullable TerminationBudget budget,
			@Nullable PropagationWait wait, Duration recoveryDelay) {
		this.trigger = trigger;
		this.times = new PhaseTimes(nowNanos);
		this.budget = budget;
		this.wait = wait;
		this.recoveryNanos = recoveryDelay.toNanos();
		this.late = new LateRequests(nowNanos);
		if (wait == null) {
			this.times.propagationEnded(nowNanos);
		}
	}

	TerminationTrigger trigger() {
		return this.trigger;
	}

	@Nullable TerminationBudget budget() {
		return this.budget;
	}

	LateRequests late() {
		return this.late;
	}

	long elapsedNanos(long now) {
		return this.times.elapsedNanos(now);
	}

	// the operator's hold becomes a termination with a clock
	void startClock(TerminationTrigger trigger, TerminationBudget budget) {
		this.trigger = trigger;
		this.budget = budget;
	}

	// nothing is waited for any more but what is in flight
	void endWaits(TerminationBudget budget, long now) {
		this.budget = budget;
		propagationEnded(now);
	}

	long propagationLeftNanos(long now) {
		if (this.wait == null || this.times.isPropagationOver()) {
			return 0;
		}
		long left = this.wait.remainingNanos(elapsedNanos(now), this.late.silentNanos(now));
		return Math.min(left, untilDeadlineNanos(now));
	}

	// negative when the deadline has passed, without end if no clock runs
	long untilDeadlineNanos(long now) {
		TerminationBudget budget = this.budget;
		return (budget != null) ? budget.untilDeadlineNanos(now) : Long.MAX_VALUE;
	}

	boolean isPastDeadline(long now) {
		return untilDeadlineNanos(now) <= 0;
	}

	void propagationEnded(long now) {
		this.times.propagationEnded(now);
	}

	void drained(long now) {
		this.times.drained(now);
	}

	void addHook(CompletableFuture<TerminationReport> answer, long now) {
		this.hooks.add(new WaitingHook(answer, now));
	}

	void addCloser(CompletableFuture<Outcome> settled) {
		this.closers.add(settled);
	}

	boolean isHookWaiting() {
		return !this.hooks.isEmpty();
	}

	boolean isHookTimeout(long now, Duration gracePeriod) {
		return this.hooks.stream()
			.anyMatch((hook) -> TerminationBudget.isHookTimeout(hook.arrivedNanos(), now, gracePeriod));
	}

	boolean isAwaited() {
		return this.report == null || !this.hooks.isEmpty() || !this.closers.isEmpty();
	}

	// no SIGTERM has followed the hook
	boolean isStray(long now) {
		return untilStrayNanos(now) <= 0;
	}

	private long untilStrayNanos(long now) {
		Long answered = this.answeredNanos;
		return (answered == null || this.recoveryNanos == 0) ? Long.MAX_VALUE : this.recoveryNanos - (now - answered);
	}

	/**
	 * When there may be something to do, if nothing happens before.
	 * @param now the time now
	 * @return the time until then, {@link Long#MAX_VALUE} if never
	 */
	long untilNextLookNanos(long now) {
		long next = Long.MAX_VALUE;
		for (long until : new long[] { untilStrayNanos(now), propagationLeftNanos(now), untilDeadlineNanos(now) }) {
			next = (until > 0) ? Math.min(next, until) : next;
		}
		return next;
	}

	/**
	 * Takes those who wait out of this run.
	 * @param report the answer
	 * @param now the time of the answer
	 * @return what gives the answer; calls code of others, so never under the lock
	 */
	Runnable answer(TerminationReport report, long now) {
		this.report = report;
		this.abandoned = Math.max(this.abandoned, report.abandoned().size());
		if (isHookWaiting()) {
			this.answeredNanos = now;
		}
		List<WaitingHook> hooks = List.copyOf(this.hooks);
		List<CompletableFuture<Outcome>> closers = List.copyOf(this.closers);
		this.hooks.clear();
		this.closers.clear();
		return () -> {
			hooks.forEach((hook) -> hook.answer().complete(report));
			closers.forEach((closer) -> closer.complete(report.outcome()));
		};
	}

	boolean isNews(TerminationReport report) {
		return this.report == null || this.report.lateRequests() != report.lateRequests()
				|| this.report.outcome() != report.outcome();
	}

	/**
	 * The requests that were in flight at the deadline, also if they have ended since.
	 * @return their number
	 */
	int abandoned() {
		return this.abandoned;
	}

	TerminationReport report(Outcome outcome, long now, List<WorkInFlight> left) {
		TerminationBudget budget = this.budget;
		Long last = this.late.lastElapsedNanos();
		return new TerminationReport(this.trigger, outcome,
				(budget != null) ? Duration.ofNanos(elapsedNanos(now) + budget.untilDeadlineNanos(now)) : null,
				this.times.propagation(now), this.times.drain(now, outcome == Outcome.DRAINED), this.late.count(),
				(last != null) ? Duration.ofNanos(last) : null, left.stream().map(WorkInFlight::toAbandoned).toList());
	}

	Map<TerminationPhase, Duration> durations(long now, boolean drained) {
		return this.times.durations(now, drained);
	}

	TerminationStatus.Plan plan(long now, Duration reserve) {
		long left = Math.max(0, untilDeadlineNanos(now));
		long from = Math.max(0, propagationLeftNanos(now));
		PropagationWait wait = this.times.isPropagationOver() ? null : this.wait;
		long to = (wait != null) ? Math.min(Math.max(0, wait.maximumNanos() - elapsedNanos(now)), left) : 0;
		return new TerminationStatus.Plan(Duration.ofNanos(from), Duration.ofNanos(to),
				(this.budget != null) ? Duration.ofNanos(left) : null, reserve);
	}

	private record WaitingHook(CompletableFuture<TerminationReport> answer, long arrivedNanos) {
	}

}
