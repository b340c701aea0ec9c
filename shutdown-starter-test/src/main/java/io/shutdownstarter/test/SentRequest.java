package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request as its client saw it.
 *
 * @param id the value of its {@code X-Rehearsal-Id} header
 * @param at when its client began, since the beginning of the rehearsal
 * @param took from then until its client had the whole answer or gave up, re-try included
 * @param request its method and path
 * @param pod the pod its connection led to, {@code null} if it led to none
 * @param reused whether the connection had carried a request before
 * @param status the status of the answer, zero if there was none
 * @param ending how it ended
 * @param cause why its first attempt failed, {@code null} if it did not
 * @since 0.1.0
 */
public record SentRequest(String id, Duration at, Duration took, String request, @Nullable String pod, boolean reused,
		int status, Ending ending, @Nullable LossCause cause) {

	/**
	 * How a request ended.
	 */
	public enum Ending {

		/**
		 * At once, and well.
		 */
		SUCCEEDED,

		/**
		 * Well, after a re-try on a new connection.
		 */
		RETRIED,

		/**
		 * Without the answer that was expected.
		 */
		LOST

	}

}
