package io.shutdownstarter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.ShutdownProperties.ReadinessMode;
import io.shutdownstarter.TerminationReport.Outcome;

/**
 * The phases of a termination and what each change of them does to the world: readiness,
 * events, log lines, answers. Guarded by the lock of the coordinator, except for what its
 * getters of volatile fields tell.
 */
final class TerminationMachine {

	private final Termination termination;

	private final ShutdownProperties properties;

	private final InFlightRequests inFlight;

	private final Readiness readiness;

	private final PhaseEvents events;

	private final TerminationLoop loop;

	private final TerminationLog log;

	private final TerminationMessage message;

	private final Iterable<MultiplexedConnections> connections;

	private volatile TerminationPhase phase = TerminationPhase.SERVING;

	private volatile @Nullable TerminationRun run;

	private CompletableFuture<TerminationReport> completion = new CompletableFuture<>();

	private boolean refusing;

	private long earlierLateRequests;

	private long earlierAbandoned;

	/**
	 * Create the machine.
	 * @param termination the source of events
	 * @param properties the settings
	 * @param inFlight what is drained
	 * @param readiness what is taken down
	 * @param events where changes are published
	 * @param loop where whatever may take its time is done
	 * @param log where it is told
	 * @param message what is left behind
	 * @param connections those whose clients no answer can tell to leave
	 */
	TerminationMachine(Termination termination, ShutdownProperties properties, InFlightRequests inFlight,
			Readiness readiness, PhaseEvents events, TerminationLoop loop, TerminationLog log,
			TerminationMessage message, Iterable<MultiplexedConnections> connections) {
		this.termination = termination;
		this.properties = properties;
		this.inFlight = inFlight;
		this.readiness = readiness;
		this.events = events;
		this.loop = loop;
		this.log = log;
		this.message = message;
		this.connections = connections;
	}

	TerminationPhase phase() {
		return this.phase;
	}

	@Nullable TerminationRun run() {
		return this.run;
	}

	CompletionStage<TerminationReport> completion() {
		return this.completion.minimalCompletionStage();
	}

	/**
	 * Whether readiness was taken down.
	 * @return whether it is down, if the application wanted it up
	 */
	boolean isRefusing() {
		return this.refusing;
	}

	long lateRequests() {
		TerminationRun run = this.run;
		return this.earlierLateRequests + ((run != null) ? run.late().count() : 0);
	}

	long abandoned() {
		TerminationRun run = this.run;
		return this.earlierAbandoned + ((run != null) ? run.abandoned() : 0);
	}

	TerminationRun begin(TerminationTrigger trigger, long now, @Nullable TerminationBudget budget,
			boolean propagation) {
		PropagationWait wait = propagation ? PropagationWait.of(this.properties) : null;
		TerminationRun run = new TerminationRun(trigger, now, budget, wait, this.properties.prestop().recoveryDelay());
		this.run = run;
		// first: listeners of the phase may take their time
		this.refusing = refusesAtOnce(trigger, propagation);
		if (this.refusing) {
			this.readiness.refuseTraffic();
		}
		enter(propagation ? TerminationPhase.PROPAGATING : TerminationPhase.DRAINING);
		this.loop.execute(() -> this.connections.forEach(MultiplexedConnections::tellToLeave));
		return run;
	}

	/**
	 * Makes the steps that are due.
	 * @param run the termination in progress
	 * @param now the time now
	 */
	void step(TerminationRun run, long now) {
		if (this.phase == TerminationPhase.PROPAGATING && run.propagationLeftNanos(now) <= 0) {
			run.propagationEnded(now);
			boolean refuses = !this.refusing && this.properties.readiness() == ReadinessMode.AFTER_PROPAGATION;
			if (refuses) {
				this.refusing = true;
				this.readiness.refuseTraffic();
			}
			this.log.propagationEnded(run, now, this.inFlight.count(), refuses);
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

	// after listeners have seen the last event
	void answer(TerminationRun run, Outcome outcome, long now) {
		List<WorkInFlight> left = (outcome == Outcome.ABANDONED) ? this.inFlight.list() : List.of();
		TerminationReport report = run.report(outcome, now, left);
		if (run.isNews(report)) {
			this.log.report(report, left);
			this.loop.execute(() -> this.message.write(report));
		}
		Runnable answers = run.answer(report, now);
		CompletableFuture<TerminationReport> completion = this.completion;
		this.events.afterwards(() -> this.loop.execute(() -> {
			answers.run();
			completion.complete(report);
		}));
	}

	void serveAgain(TerminationRun run, long now) {
		if (run.isAwaited()) {
			answer(run, Outcome.RESUMED, now);
		}
		this.loop.execute(this.message::erase);
		this.completion = new CompletableFuture<>();
		this.earlierLateRequests += run.late().count();
		this.earlierAbandoned += run.abandoned();
		this.inFlight.watch(null);
		this.run = null;
		this.readiness.restore();
		enter(TerminationPhase.SERVING);
		this.loop.execute(() -> this.connections.forEach(MultiplexedConnections::letStay));
	}

	private boolean refusesAtOnce(TerminationTrigger trigger, boolean propagation) {
		// whoever asks for a pod out of rotation gets one that says so
		if (trigger == TerminationTrigger.OPERATOR) {
			return true;
		}
		return switch (this.properties.readiness()) {
			case IMMEDIATE -> true;
			case AFTER_PROPAGATION -> !propagation;
			case NEVER -> false;
		};
	}

	private void enter(TerminationPhase next) {
		TerminationPhase previous = this.phase;
		this.phase = next;
		this.events.publish(new TerminationPhaseEvent(this.termination, previous, next));
	}

}
