package io.shutdownstarter;

import org.jspecify.annotations.Nullable;

/**
 * A version of Spring Boot that the starter does not go with. Stops the start of the
 * application.
 */
final class UnsupportedSpringBootException extends RuntimeException {

	private static final String WITHOUT = "To start without the starter, set shutdown-starter.enabled=false";

	private final String remedy;

	private UnsupportedSpringBootException(String problem, String remedy) {
		super(problem);
		this.remedy = remedy;
	}

	static UnsupportedSpringBootException tooOld(@Nullable String version) {
		return new UnsupportedSpringBootException(
				"Spring Boot %s is older than the lines that this version of the starter works with: %s to %s"
					.formatted(version, SpringBootLine.OLDEST, SpringBootLine.NEWEST),
				"Use Spring Boot %s or later. %s".formatted(SpringBootLine.OLDEST, WITHOUT));
	}

	static UnsupportedSpringBootException tooNew(@Nullable String version) {
		return new UnsupportedSpringBootException(
				"Spring Boot %s is newer than the lines that this version of the starter is made for: %s to %s"
					.formatted(version, SpringBootLine.OLDEST, SpringBootLine.NEWEST),
				"Use a newer version of the starter. To go on with this one at your own risk, set %s=true. %s"
					.formatted(SpringBootLineCheck.UNTESTED, WITHOUT));
	}

	String remedy() {
		return this.remedy;
	}

}
