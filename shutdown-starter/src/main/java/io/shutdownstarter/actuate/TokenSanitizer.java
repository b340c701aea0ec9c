package io.shutdownstarter.actuate;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps the token out of the actuator's answers, whatever {@code show-values} says: by
 * the name of its property in each spelling, and by its value, which may have come from a
 * variable of another name or stand in the command line.
 */
final class TokenSanitizer implements SanitizingFunction {

	private static final String PROPERTY = "shutdownstarterprestoptoken";

	private final @Nullable String token;

	TokenSanitizer(@Nullable String token) {
		this.token = token;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (isProperty(data.getKey()) || isToken(data.getValue())) ? data.withSanitizedValue() : data;
	}

	private static boolean isProperty(String key) {
		return key.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT).equals(PROPERTY);
	}

	private boolean isToken(@Nullable Object value) {
		return this.token != null && value != null && value.toString().contains(this.token);
	}

}
