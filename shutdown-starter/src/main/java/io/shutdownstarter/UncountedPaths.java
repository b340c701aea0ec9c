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
	 * servlet or the base path of WebFlux. Asked when the first request arrives, and not
	 * again: by its thread, which may be an event loop, so this must not block. Requests
	 * that arrive together each ask, as none waits for another. The paths of a
	 * contributor that throws an exception count like any other.
	 * @return the paths; everything below a path belongs to it
	 */
	Collection<String> paths();

}
