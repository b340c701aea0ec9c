package io.shutdownstarter.sample;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of a file. It names no path and is never hidden, so names beginning with a dot
 * are free for uploads that are under way.
 *
 * @param value the name
 */
record FileName(String value) {

	private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

	FileName {
		if (!isValid(value)) {
			throw FileProblem.badName(VALID.pattern());
		}
	}

	static boolean isValid(String value) {
		return VALID.matcher(value).matches();
	}

	static FileName random() {
		return new FileName(UUID.randomUUID().toString());
	}

}
