package io.shutdownstarter.test;

/**
 * A setting has a value that the manifests do not tell.
 */
final class PodSpecUnknownValueException extends RuntimeException {

	private final String property;

	private final String origin;

	PodSpecUnknownValueException(String property, String origin) {
		super("'%s' is the value of %s".formatted(property, origin));
		this.property = property;
		this.origin = origin;
	}

	String property() {
		return this.property;
	}

	String origin() {
		return this.origin;
	}

}
