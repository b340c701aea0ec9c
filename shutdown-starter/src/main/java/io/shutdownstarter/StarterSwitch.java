package io.shutdownstarter;

import org.springframework.core.env.Environment;

/**
 * Whether the starter is switched off, for whoever has to know before conditions are
 * evaluated, or after they were frozen at build time. The rule is that of the condition.
 */
final class StarterSwitch {

	private StarterSwitch() {
	}

	static boolean isOff(Environment environment) {
		return "false".equalsIgnoreCase(environment.getProperty("shutdown-starter.enabled"));
	}

}
