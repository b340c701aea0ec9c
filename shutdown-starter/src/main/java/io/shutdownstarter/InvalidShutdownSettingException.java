package io.shutdownstarter;

import java.time.Duration;

/**
 * A setting that cannot be meant. Stops the start of the application.
 */
final class InvalidShutdownSettingException extends RuntimeException {

	private final String remedy;

	InvalidShutdownSettingException(String property, Object value, String problem, String remedy) {
		super("%s=%s %s".formatted(property, (value instanceof Duration time) ? Seconds.setting(time) : value,
				problem));
		this.remedy = remedy;
	}

	String remedy() {
		return this.remedy;
	}

}
