package io.shutdownstarter.actuate;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Stops the start of an application that was prepared ahead of time (AOT) if its settings
 * ask for the actuator elsewhere than it was built for: Boot would serve it where it was
 * at build time all the same, and the guard, which goes by the settings, would leave the
 * hook on the application's port open to everybody.
 */
final class FrozenManagementPort {

	private static final String PROPERTY = "management.server.port";

	FrozenManagementPort(ManagementPortType built, Environment environment) {
		if (ManagementPortType.get(environment) != built) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY,
					environment.getProperty(PROPERTY, "(not set)"),
					"The application was prepared ahead of time (AOT) for an actuator %s, which cannot be changed where it runs. Set the property as it was set at build time, or build with this value"
						.formatted(place(built)));
		}
	}

	private static String place(ManagementPortType built) {
		return switch (built) {
			case SAME -> "on the application's own port";
			case DIFFERENT -> "on a port of its own";
			case DISABLED -> "that is not served";
		};
	}

}
