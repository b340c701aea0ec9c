package io.shutdownstarter;

import org.springframework.context.ApplicationEvent;
import org.springframework.util.Assert;

/**
 * Published to the application context at every change of the {@link TerminationPhase}.
 * Listeners run one after another on a thread of their own
 * ({@code pod-termination-events}); a listener that blocks or fails delays other
 * listeners, and the answer of the hook by at most one second, but never the termination.
 *
 * @since 0.1.0
 */
public final class TerminationPhaseEvent extends ApplicationEvent {

	private final transient Termination termination;

	private final TerminationPhase previous;

	private final TerminationPhase phase;

	TerminationPhaseEvent(Termination source, TerminationPhase previous, TerminationPhase phase) {
		super(source);
		Assert.notNull(previous, "'previous' must not be null");
		Assert.notNull(phase, "'phase' must not be null");
		this.termination = source;
		this.previous = previous;
		this.phase = phase;
	}

	/**
	 * The termination whose phase changed.
	 * @return the termination
	 */
	public Termination getTermination() {
		return this.termination;
	}

	/**
	 * The phase that has ended.
	 * @return the previous phase
	 */
	public TerminationPhase getPrevious() {
		return this.previous;
	}

	/**
	 * The phase that has begun. {@link Termination#phase()} may be further already.
	 * @return the new phase
	 */
	public TerminationPhase getPhase() {
		return this.phase;
	}

}
