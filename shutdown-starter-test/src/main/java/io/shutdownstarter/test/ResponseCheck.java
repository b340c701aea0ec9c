package io.shutdownstarter.test;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Judges the content of an answer that has the expected status. Called on a client's
 * thread for every answer, must not block. What it throws counts as a problem.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResponseCheck {

	/**
	 * Says what is wrong with an answer.
	 * @param exchange the request and its answer
	 * @return the problem in a few words, or {@code null} if there is none
	 */
	@Nullable String problem(Exchange exchange);

	/**
	 * Takes every content.
	 * @return the check
	 */
	static ResponseCheck none() {
		return (exchange) -> null;
	}

	/**
	 * The answer's body must be the request's.
	 * @return the check
	 */
	static ResponseCheck echo() {
		return (exchange) -> Arrays.equals(exchange.requestBody(), exchange.responseBody()) ? null
				: "the answer is not the echo of the request";
	}

	/**
	 * The answer's {@code Repr-Digest} must be the SHA-256 of the request's body.
	 * @return the check
	 */
	static ResponseCheck digestOfRequest() {
		return (exchange) -> digest(exchange, exchange.requestBody());
	}

	/**
	 * The answer's {@code Repr-Digest} must be the SHA-256 of the answer's body.
	 * @return the check
	 */
	static ResponseCheck digestOfAnswer() {
		return (exchange) -> digest(exchange, exchange.responseBody());
	}

	private static @Nullable String digest(Exchange exchange, byte[] body) {
		String told = exchange.header("Repr-Digest");
		String computed = RequestHeaders.sha256(body);
		return computed.equals(told) ? null : "Repr-Digest is " + told + ", computed " + computed;
	}

}
