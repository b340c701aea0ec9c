package io.shutdownstarter.test;

/**
 * Checks of arguments; this module has no Spring to borrow them from.
 */
final class Assert {

	private Assert() {
	}

	static void isTrue(boolean expression, String message) {
		if (!expression) {
			throw new IllegalArgumentException(message);
		}
	}

}
