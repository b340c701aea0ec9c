package io.shutdownstarter.test;

import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * One logical request: a template with its placeholders filled in. Its body can be sent
 * twice.
 *
 * @param id names the request in the clients' and in the pods' counts
 */
record PreparedRequest(String id, RequestTemplate template, String path, Body body) {

	private static final Pattern RANDOM = Pattern.compile("\\{random:(\\d+)}");

	static PreparedRequest of(String id, RequestTemplate template, long number, SplittableRandom random) {
		String path = RANDOM.matcher(template.path().replace("{n}", Long.toString(number)))
			.replaceAll((match) -> Integer.toString(random.nextInt(Integer.parseInt(match.group(1)))));
		return new PreparedRequest(id, template, path, new Body(template.content().next(random)));
	}

	/**
	 * The bytes of a body; as a class, because arrays do not compare well.
	 */
	static final class Body {

		private final byte[] bytes;

		Body(byte[] bytes) {
			this.bytes = bytes;
		}

		byte[] bytes() {
			return this.bytes;
		}

	}

}
