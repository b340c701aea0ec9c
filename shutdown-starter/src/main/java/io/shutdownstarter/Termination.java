package io.shutdownstarter;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The one termination of this application. It starts nothing: the two doors do, the
 * pre-stop hook and the closing of the context. Safe for use by any thread; nothing here
 * blocks.
 *
 * @since 0.1.0
 */
public interface Termination {

	/**
	 * Where the application stands.
	 * @return the current phase
	 */
	TerminationPhase phase();

	/**
	 * The point on the monotonic clock that no wait of this library passes: the first
	 * signal, plus the grace period, minus the close reserve.
	 * @return the deadline, or empty while serving and while an operator holds the pod
	 */
	Optional<Deadline> deadline();

	/**
	 * Everything that can be told about now, for monitoring.
	 * @return a snapshot
	 */
	TerminationStatus status();

	/**
	 * The end of the current termination, or of the next one while serving.
	 * @return a stage completed with the report once nothing is in flight, the deadline
	 * has passed, or the application serves again; never completed exceptionally
	 */
	CompletionStage<TerminationReport> completion();

	/**
	 * Puts the application back to {@link TerminationPhase#SERVING}: readiness as it was
	 * before, waiting hooks are answered. Loses every race against SIGTERM.
	 * @return whether the application serves; {@code false} once its context is being
	 * closed
	 */
	boolean resume();

}
