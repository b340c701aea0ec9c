package io.shutdownstarter.actuate;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * WebFlux: servers know no context path, and a handler of WebFlux itself takes off the
 * base path. Each port has its own.
 *
 * @param prefix the base path
 */
record WebFluxStack(String prefix) implements ActuatorStack {

	WebFluxStack(Environment environment) {
		this(cleaned(environment.getProperty((ManagementPortType.get(environment) == ManagementPortType.SAME)
				? "spring.webflux.base-path" : "management.server.base-path", "")));
	}

	@Override
	public String contextPath(ApplicationContext server) {
		return "";
	}

	// as Boot does it to both properties
	private static String cleaned(String path) {
		String stripped = path.strip();
		String absolute = (stripped.isEmpty() || stripped.startsWith("/")) ? stripped : "/" + stripped;
		return absolute.endsWith("/") ? absolute.substring(0, absolute.length() - 1) : absolute;
	}

}
