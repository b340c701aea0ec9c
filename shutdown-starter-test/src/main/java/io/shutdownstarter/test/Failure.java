package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request whose first attempt failed.
 *
 * @param at when, since the beginning of the rehearsal
 * @param id the value of its {@code X-Rehearsal-Id} header
 * @param request its method and path
 * @param pod the pod its connection led to, {@code null} if it led to none
 * @param cause why the attempt failed
 * @param detail what exactly the client saw
 * @param processed whether the pod says that it had answered the request, so that only
 * the answer was lost
 * @param retried whether a re-try succeeded that every careful client makes: the request
 * was not lost
 * @since 0.1.0
 */
public record Failure(Duration at, String id, String request, @Nullable String pod, LossCause cause, String detail,
		boolean processed, boolean retried) {
}
