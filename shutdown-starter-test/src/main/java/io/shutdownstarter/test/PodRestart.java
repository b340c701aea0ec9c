package io.shutdownstarter.test;

/**
 * A container that was ended and started again in its pod.
 *
 * @param end how the old one ended
 * @param pod the pod with the new one
 * @since 0.1.0
 */
public record PodRestart(PodEnd end, Pod pod) {
}
