package io.shutdownstarter.actuate;

import org.springframework.context.ApplicationContext;

/**
 * What stands before the paths that the actuator maps, which differs between Spring MVC
 * and WebFlux.
 */
interface ActuatorStack {

	/**
	 * The part that belongs to the application: a call of the hook has it in the path
	 * that we compare.
	 * @return the prefix without a slash at its end, empty for none
	 */
	String prefix();

	/**
	 * The part that belongs to the server, before {@link #prefix()}.
	 * @param server the context that serves the actuator
	 * @return the path without a slash at its end, empty for none
	 */
	String contextPath(ApplicationContext server);

}
