package io.shutdownstarter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.TerminationReport.Outcome;

/**
 * The room behind both doors: the state machine of a termination. Signals and the passing
 * of time change the state under one lock, which is held only for that; log lines, events
 * and answers follow on threads of their own, in order. {@link #advance()} looks at the
 * clock and at what is in flight, does what is due, and says when to look again: the
 * machine is the same whoever wakes it, and however often.
 */
final class TerminationCoordinator implements Termination, PreStopHook, InFlightRequests.Watch {

	/**
	 * More than the answer of a hook can be late, so that a call never ends by a limit of
	 * its transport.
	 */
	private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

	private final Object lock = new Object();

	private final ShutdownProperties properties;

	private final LongSupplier nanoClock;

	private final TerminationClocks clocks;

	private final TerminationLoop loop;

	private final InFlightRequests inFlight;

	private final Readiness readiness;

	private final PhaseEvents events;

	private final TerminationLog log;

	private final WakeUp wakeUp;

	private volatile TerminationPhase phase = TerminationPhase.SERVING;

	private volatile @Nullable TerminationRun run;

	private CompletableFuture<TerminationReport> completion = new CompletableFuture<>();

	private boolean closing;

	TerminationCoordinator(ShutdownProperties properties, LongSupplier nanoClock, TerminationLoop loop,
			InFlightRequests inFlight, Readiness readiness, PhaseEvents events) {
		this.properties = properties;
		this.nanoClock = nanoClock;
		this.clocks = new TerminationClocks(properties);
		this.loop = loop;
		this.inFlight = inFlight;
		this.readiness = readiness;
		this.events = events;
		this.log = new TerminationLog(loop);
		this.wakeUp = new WakeUp(loop, nanoClock, this::advance);
	}

	@Override
	public TerminationPhase phase() {
		return this.phase;
	}

	@Override
	public Optional<Deadline> deadline() {
		return Optional.ofNullable(budget()).map((budget) -> Deadline.at(budget.deadlineNanos(), this.nanoClock));
	}

	/**
	 * The clock that runs, for the close of the context.
	 * @return the clock, or {@code null} if none runs
	 */
	@Nullable TerminationBudget budget() {
		TerminationRun run = this.run;
		return (run != null) ? run.budget() : null;
	}

	@Override
	public CompletionStage<TerminationReport> completion() {
		synchronized (this.lock) {
			return this.completion.minimalCompletionStage();
		}
	}

	@Override
	public Duration longestWait() {
		return this.properties.gracePeriod().plus(ANSWER_MARGIN);
	}

	@Override
	public CompletionStage<TerminationReport> arrived() {
		CompletableFuture<TerminationReport> answer = new CompletableFuture<>();
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			TerminationRun run = this.run;
			if (run == null) {
				// a context that closes without a termination takes no hook any more
				boolean propagation = !this.closing && this.readiness.isWished();
				run = begin(TerminationTrigger.PRE_STOP, now, this.clocks.startFresh(now), propagation);
			}
			else if (run.budget() == null) {
				run.startClock(TerminationTrigger.PRE_STOP, this.clocks.startFresh(now));
				this.log.clockStarted(run, now);
			}
			else {
				this.log.hookJoined(run, now);
			}
			run.addHook(answer, now);
		}
		advance();
		return answer.minimalCompletionStage();
	}

	/**
	 * The context is being closed, because the JVM has got a signal to end.
	 * @param signal what is known about the signal
	 * @return completed when the close may go on
	 */
	CompletableFuture<Outcome> closedBySignal(Signal signal) {
		CompletableFuture<Outcome> settled = new CompletableFuture<>();
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			TerminationRun run = this.run;
			if (run != null) {
				signalDuring(run, now);
			}
			else {
				if (signal.hookExpected() && !this.clocks.hasRecovered()) {
					this.log.hookNeverCame();
				}
				TerminationBudget budget = this.clocks.startForSignal(signal.anchor(), now);
				run = begin(TerminationTrigger.SIGNAL, now, budget, signal.propagation());
			}
			this.closing = true;
			run.addCloser(settled);
		}
		advance();
		return settled;
	}

	/**
	 * The program itself closes the context: nobody waits for anything.
	 * @return completed once hooks have been answered
	 */
	CompletableFuture<Outcome> closedByProgram() {
		CompletableFuture<Outcome> settled = new CompletableFuture<>();
		synchronized (this.lock) {
			this.closing = true;
			TerminationRun run = this.run;
			if (run == null) {
				return CompletableFuture.completedFuture(Outcome.CLOSED);
			}
			run.addCloser(settled);
			answer(run, Outcome.CLOSED, this.nanoClock.getAsLong());
		}
		return settled;
	}

	/**
	 * An operator takes the pod out of rotation: the same sequence without a clock, until
	 * a hook, a signal or {@link #resume()}.
	 * @return whether the pod is out of rotation; {@code false} once its context is being
	 * closed
	 */
	boolean drainAndHold() {
		synchronized (this.lock) {
			if (this.closing) {
				return false;
			}
			if (this.run == null) {
				begin(TerminationTrigger.OPERATOR, this.nanoClock.getAsLong(), null, this.readiness.isWished());
			}
		}
		advance();
		return true;
	}

	@Override
	public boolean resume() {
		synchronized (this.lock) {
			TerminationRun run = this.run;
			if (run != null && !this.closing) {
				serveAgain(run, this.nanoClock.getAsLong());
				this.clocks.recover(null);
				this.log.resumed();
			}
			return !this.closing;
		}
	}

	@Override
	public void requestArrived(long nowNanos) {
		TerminationRun run = this.run;
		if (run != null) {
			run.late().arrived(nowNanos);
			if (this.phase == TerminationPhase.DRAINED) {
				this.wakeUp.now();
			}
		}
	}

	@Override
	public void nothingInFlight() {
		if (this.phase == TerminationPhase.DRAINING) {
			this.wakeUp.now();
		}
	}

	/**
	 * Does what is due now.
	 */
	void advance() {
		synchronized (this.lock) {
			TerminationRun run = this.run;
			if (run == null) {
				return;
			}
			long now = this.nanoClock.getAsLong();
			if (!this.closing && run.isStray(now)) {
				recover(run, now);
				return;
			}
			step(run, now);
			boolean drained = (this.phase == TerminationPhase.DRAINED);
			if ((drained || run.isPastDeadline(now)) && run.isAwaited()) {
				answer(run, drained ? Outcome.DRAINED : Outcome.ABANDONED, now);
			}
			this.wakeUp.in(run.untilNextLookNanos(now));
		}
	}

	private void step(TerminationRun run, long now) {
		if (this.phase == TerminationPhase.PROPAGATING && run.propagationLeftNanos(now) <= 0) {
			run.propagationEnded(now);
			this.log.propagationEnded(run, now, this.inFlight.count());
			enter(TerminationPhase.DRAINING);
		}
		if (this.phase == TerminationPhase.DRAINING && this.inFlight.count() == 0) {
			run.drained(now);
			enter(TerminationPhase.DRAINED);
		}
		// counted again: a request is counted first and looks at the phase then
		if (this.phase == TerminationPhase.DRAINED && this.inFlight.count() > 0) {
			this.log.drainingAgain(this.inFlight.count());
			enter(TerminationPhase.DRAINING);
		}
	}

	private TerminationRun begin(TerminationTrigger trigger, long now, @Nullable TerminationBudget budget,
			boolean propagation) {
		PropagationWait wait = propagation ? PropagationWait.of(this.properties) : null;
		TerminationRun run = new TerminationRun(trigger, now, budget, wait, this.properties.prestop().recoveryDelay());
		this.run = run;
		// first: listeners of the phase may take their time
		this.readiness.refuseTraffic();
		enter(propagation ? TerminationPhase.PROPAGATING : TerminationPhase.DRAINING);
		this.inFlight.watch(this);
		this.log.began(run, now, propagation, this.inFlight.count(), this.properties);
		return run;
	}

	private void signalDuring(TerminationRun run, long now) {
		TerminationBudget budget = run.budget();
		if (budget == null) {
			run.startClock(TerminationTrigger.SIGNAL, this.clocks.startFresh(now));
			this.log.clockStarted(run, now);
		}
		else if (run.isHookWaiting()) {
			boolean timeout = run.isHookTimeout(now, this.properties.gracePeriod());
			if (timeout) {
				run.endWaits(budget.afterHookTimeoutAt(now), now);
			}
			this.log.signalDuringHook(timeout);
		}
		else {
			this.log.signalAfterHook(run, now, this.inFlight.count());
		}
	}

	// after listeners have seen the last event
	private void answer(TerminationRun run, Outcome outcome, long now) {
		TerminationReport report = run.report(outcome, now, this.inFlight);
		if (run.isNews(report)) {
			this.log.report(report);
		}
		Runnable answers = run.answer(report, now);
		CompletableFuture<TerminationReport> completion = this.completion;
		this.events.afterwards(() -> this.loop.execute(() -> {
			answers.run();
			completion.complete(report);
		}));
	}

	private void recover(TerminationRun run, long now) {
		this.clocks.recover(run.budget());
		serveAgain(run, now);
		this.log.recovered(this.properties.prestop().recoveryDelay());
	}

	private void serveAgain(TerminationRun run, long now) {
		if (run.isAwaited()) {
			answer(run, Outcome.RESUMED, now);
		}
		this.completion = new CompletableFuture<>();
		this.inFlight.watch(null);
		this.run = null;
		this.readiness.restore();
		enter(TerminationPhase.SERVING);
	}

	private void enter(TerminationPhase next) {
		TerminationPhase previous = this.phase;
		this.phase = next;
		this.events.publish(new TerminationPhaseEvent(this, previous, next));
	}

	/**
	 * What is known when a signal ends the JVM.
	 *
	 * @param anchor the clock that an earlier context of this JVM has started, or
	 * {@code null}
	 * @param propagation whether a propagation wait is due if no hook has come
	 * @param hookExpected whether a hook should have come first
	 */
	record Signal(@Nullable TerminationBudget anchor, boolean propagation, boolean hookExpected) {
	}

}
