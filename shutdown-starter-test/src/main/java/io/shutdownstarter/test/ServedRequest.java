package io.shutdownstarter.test;

/**
 * A request that a pod says it has answered.
 *
 * @param id the value of the request's {@code X-Rehearsal-Id} header
 * @param status the status the pod answered with
 * @since 0.1.0
 */
public record ServedRequest(String id, int status) {
}
