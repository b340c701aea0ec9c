package io.shutdownstarter.diagnostics;

import java.util.Optional;

/**
 * Knows where the hook is served.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HookLocator {

	/**
	 * Locates the hook. Asked when the application is ready.
	 * @return where the hook is served, or empty if it is not
	 */
	Optional<HookAddress> locate();

}
