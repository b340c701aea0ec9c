package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The better one of the two doors into a termination, for whatever receives the kubelet's
 * pre-stop call: everything is still alive when it is used.
 *
 * @since 0.1.0
 */
public interface PreStopHook {

	/**
	 * A hook call has arrived. The first one starts the clock; later ones join. Never
	 * blocks.
	 * @return a stage completed when the call is to be answered: at the latest at the
	 * deadline; never completed exceptionally
	 */
	CompletionStage<TerminationReport> arrived();

	/**
	 * How long a call may have to be held at the most: the grace period and 5 s, since an
	 * answer waits up to a second for listeners that are busy with the last events. A
	 * transport whose own time limit is shorter must be told.
	 * @return the longest time until an answer
	 */
	Duration longestWait();

	/**
	 * A call was refused before it got here. Counted, so that meters and the line about a
	 * SIGTERM without a hook can tell.
	 */
	void refused();

	/**
	 * An operator takes the pod out of rotation: the same sequence without a clock, held
	 * until {@link Termination#resume()}, a hook or SIGTERM. Never blocks.
	 * @return whether the pod is out of rotation; {@code false} once its context is being
	 * closed
	 */
	boolean drainAndHold();

}
