package io.shutdownstarter.diagnostics;

import java.util.Optional;

/**
 * Looks for one finding. Called once, on the thread that starts the application, when it
 * is ready; takes no more than a millisecond or two. What it throws is not passed on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StartupCheck {

	/**
	 * Looks.
	 * @return the finding, or empty if all is well or cannot be told
	 */
	Optional<Finding> finding();

}
