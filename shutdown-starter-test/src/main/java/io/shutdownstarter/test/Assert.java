package io.shutdownstarter.test;

import java.util.function.Supplier;

/**
 * Checks of arguments and states; this module has no Spring to borrow them from.
 */
final class Assert {

	private Assert() {
	}

	static void isTrue(boolean expression, String message) {
		if (!expression) {
			throw new IllegalArgumentException(message);
		}
	}

	static void isTrue(boolean expression, Supplier<String> message) {
		if (!expression) {
			throw new IllegalArgumentException(message.get());
		}
	}

	static void state(boolean expression, Supplier<String> message) {
		if (!expression) {
			throw new IllegalStateException(message.get());
		}
	}

}
