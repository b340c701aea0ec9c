package io.shutdownstarter.test;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A request and its complete answer, for a {@link ResponseCheck} to judge.
 *
 * @since 0.1.0
 */
public final class Exchange {

	private final String path;

	private final byte[] requestBody;

	private final int status;

	private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final byte[] responseBody;

	Exchange(String path, byte[] requestBody, int status, Map<String, String> headers, byte[] responseBody) {
		this.path = path;
		this.requestBody = requestBody;
		this.status = status;
		this.headers.putAll(headers);
		this.responseBody = responseBody;
	}

	/**
	 * Returns the path that was asked for, with its placeholders filled in.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns the body that was sent.
	 * @return the bytes, empty if there was none
	 */
	public byte[] requestBody() {
		return this.requestBody;
	}

	/**
	 * Returns the status of the answer.
	 * @return the status code
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns a header of the answer.
	 * @param name the header's name, in any case
	 * @return its last value, or {@code null} if the answer has no such header
	 */
	public @Nullable String header(String name) {
		return this.headers.get(name);
	}

	/**
	 * Returns the body of the answer.
	 * @return the bytes, empty if there was none
	 */
	public byte[] responseBody() {
		return this.responseBody;
	}

}
