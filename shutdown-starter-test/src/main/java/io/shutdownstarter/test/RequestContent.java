package io.shutdownstarter.test;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Makes the bodies of requests. Called on a client's thread for every request, must not
 * block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestContent {

	/**
	 * Returns the body of one request.
	 * @param random decides on all that is random in it
	 * @return the body, empty if there is none; not changed by anybody
	 */
	byte[] next(SplittableRandom random);

	/**
	 * No body.
	 * @return the content
	 */
	static RequestContent none() {
		return (random) -> new byte[0];
	}

	/**
	 * Random bytes, others in each request.
	 * @param size how many bytes
	 * @return the content
	 */
	static RequestContent random(int size) {
		Assert.isTrue(size >= 0, "'size' must not be negative");
		return (random) -> {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			return bytes;
		};
	}

	/**
	 * The same text in each request, as UTF-8.
	 * @param text the text
	 * @return the content
	 */
	static RequestContent text(String text) {
		return bytes(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The same bytes in each request.
	 * @param bytes the bytes
	 * @return the content
	 */
	static RequestContent bytes(byte[] bytes) {
		byte[] copy = bytes.clone();
		return (random) -> copy;
	}

}
