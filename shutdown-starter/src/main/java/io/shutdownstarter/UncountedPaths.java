package io.shutdownstarter;

import java.util.Collection;

/**
 * Contributes paths whose requests are neither traffic nor work in flight, or the wait
 * for them would never end: the hook waits for itself, monitoring never stops.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface UncountedPaths {

	/**
	 * The paths, without the context path of the application, the path of Spring MVC's
	 * servlet or the base path of WebFlux. Asked once, when the first request arrives.
	 * @return the paths; everything below a path belongs to it
	 */
	Collection<String> paths();

}
