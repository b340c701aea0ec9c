package io.shutdownstarter.support;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer as it came over the connection.
 *
 * @param status the status code
 * @param headers the headers, with their names in lower case
 * @param body the body without its framing, one character for each byte
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {

	public List<String> header(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
	}

}
