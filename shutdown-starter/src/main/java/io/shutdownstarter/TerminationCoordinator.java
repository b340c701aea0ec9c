package io.shutdownstarter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
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

	private final InFlightRequests inFlight;

	private final Readiness readiness;

	private final TerminationLog log;

	private final TerminationMachine machine;

	private final StatusReader statusReader;

	private final WakeUp wakeUp;

	private final AtomicLong refusedHooks = new AtomicLong();

	private volatile @Nullable MissedHook missedHook;

	private boolean closing;

	/**
	 * Create the coordinator.
	 * @param properties the settings
	 * @param nanoClock the monotonic clock
	 * @param loop where the steps are made
	 * @param inFlight what is drained
	 * @param readiness what is taken down
	 * @param events where changes of the phase are published
	 * @param message what is left behind
	 * @param connections those whose clients no answer can tell to leave
	 */
	TerminationCoordinator(ShutdownProperties properties, LongSupplier nanoClock, TerminationLoop loop,
			InFlightRequests inFlight, Readiness readiness, PhaseEvents events, TerminationMessage message,
			Iterable<MultiplexedConnections> connections) {
		this.properties = properties;
		this.nanoClock = nanoClock;
		this.clocks = new TerminationClocks(properties);
		this.inFlight = inFlight;
		this.readiness = readiness;
		this.log = new TerminationLog(loop);
		this.machine = new TerminationMachine(this, properties, inFlight, readiness, events, loop, this.log, message,
				connections);
		this.statusReader = new StatusReader(properties, inFlight, readiness);
		this.wakeUp = new WakeUp(loop, nanoClock, this::advance);
	}

	@Override
	public TerminationPhase phase() {
		return this.machine.phase();
	}

	@Override
	public TerminationStatus status() {
		synchronized (this.lock) {
			return this.statusReader.read(this.machine, this.refusedHooks.get(), this.nanoClock.getAsLong());
		}
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
		TerminationRun run = this.machine.run();
		return (run != null) ? run.budget() : null;
	}

	@Override
	public CompletionStage<TerminationReport> completion() {
		synchronized (this.lock) {
			return this.machine.completion();
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
			TerminationRun run = this.machine.run();
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
			TerminationRun run = this.machine.run();
			if (run != null) {
				signalDuring(run, now);
			}
			else {
				if (signal.hookExpected() && !this.clocks.hasRecovered()) {
					this.log.hookNeverCame(this.refusedHooks.get(), this.missedHook, now);
				}
				TerminationBudget budget = this.clocks.startForSignal(signal.anchor(), now);
				run = begin(TerminationTrigger.SIGNAL, now, budget, signal.propagation());
			}
			this.closing = true;
			// Boot has refused it before anybody was asked
			this.readiness.acceptAgain();
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
			TerminationRun run = this.machine.run();
			if (run == null) {
				return CompletableFuture.completedFuture(Outcome.CLOSED);
			}
			run.addCloser(settled);
			this.machine.answer(run, Outcome.CLOSED, this.nanoClock.getAsLong());
		}
		return settled;
	}

	@Override
	public void refused() {
		this.refusedHooks.incrementAndGet();
	}

	@Override
	public void missed(String call, int status) {
		this.missedHook = new MissedHook(call, status, this.nanoClock.getAsLong());
	}

	@Nullable MissedHook missedHook() {
		return this.missedHook;
	}

	@Override
	public boolean drainAndHold() {
		synchronized (this.lock) {
			if (this.closing) {
				return false;
			}
			if (this.machine.run() == null) {
				begin(TerminationTrigger.OPERATOR, this.nanoClock.getAsLong(), null, this.readiness.isWished());
			}
		}
		advance();
		return true;
	}

	@Override
	public boolean resume() {
		synchronized (this.lock) {
			TerminationRun run = this.machine.run();
			if (run != null && !this.closing) {
				this.machine.serveAgain(run, this.nanoClock.getAsLong());
				this.clocks.recover(null);
				this.log.resumed();
			}
			return !this.closing;
		}
	}

	@Override
	public void requestArrived(long nowNanos) {
		TerminationRun run = this.machine.run();
		if (run != null) {
			run.late().arrived(nowNanos);
			if (phase() == TerminationPhase.DRAINED) {
				this.wakeUp.now();
			}
		}
	}

	@Override
	public void nothingInFlight() {
		if (phase() == TerminationPhase.DRAINING) {
			this.wakeUp.now();
		}
	}

	/**
	 * Does what is due now.
	 */
	void advance() {
		synchronized (this.lock) {
			TerminationRun run = this.machine.run();
			if (run == null) {
				return;
			}
			long now = this.nanoClock.getAsLong();
			if (!this.closing && run.isStray(now)) {
				recover(run, now);
				return;
			}
			this.machine.step(run, now);
			boolean drained = (phase() == TerminationPhase.DRAINED);
			if ((drained || run.isPastDeadline(now)) && run.isAwaited()) {
				this.machine.answer(run, drained ? Outcome.DRAINED : Outcome.ABANDONED, now);
			}
			this.wakeUp.in(run.untilNextLookNanos(now));
			if (phase() == TerminationPhase.DRAINING && this.inFlight.count() == 0) {
				// the last request has ended before it could see that it was waited for
				// again
				this.wakeUp.now();
			}
		}
	}

	private TerminationRun begin(TerminationTrigger trigger, long now, @Nullable TerminationBudget budget,
			boolean propagation) {
		TerminationRun run = this.machine.begin(trigger, now, budget, propagation);
		this.inFlight.watch(this);
		this.log.began(run, now, this.machine.isRefusing(), propagation ? this.properties : null,
				this.inFlight.count());
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

	private void recover(TerminationRun run, long now) {
		this.clocks.recover(run.budget());
		this.machine.serveAgain(run, now);
		this.log.recovered(this.properties.prestop().recoveryDelay());
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
