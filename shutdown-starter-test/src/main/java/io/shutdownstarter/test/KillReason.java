package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Why the kubelet ends a container. The reason decides on the grace period
 * ({@code setTerminationGracePeriod} and {@code calculateEffectiveGracePeriod} of the
 * kubelet) and on the probes that go on; the hook is called for each.
 *
 * @since 0.1.0
 */
public enum KillReason {

	/**
	 * The pod was deleted: a rollout, a scale down, a drained node, the Eviction API. The
	 * endpoint is not ready from then on; readiness is still probed (since 1.25),
	 * liveness is not.
	 */
	DELETED,

	/**
	 * A liveness probe has failed: the container is started again in the same pod. The
	 * grace period is the probe's if it has one, else the pod's. Nothing is deleted, so
	 * nothing but a failing readiness probe takes the endpoint away.
	 */
	LIVENESS_FAILED,

	/**
	 * A hard eviction by the kubelet, for want of memory or disk: 1 s (since 1.31,
	 * kubernetes#124063). There is no deletion, and readiness is not probed any more, so
	 * the endpoint stays ready until the containers are gone (kubernetes#116965).
	 */
	EVICTED,

	/**
	 * The node is shut down, orderly: the shorter one of the pod's grace period and what
	 * the node has for its pods. As with an eviction there is no deletion and no probe.
	 */
	NODE_SHUT_DOWN;

	private static final long EVICTION_SECONDS = 1;

	/**
	 * Returns whether the kubelet goes on probing readiness.
	 * @return {@code true} unless the kubelet has taken the pod for failed
	 */
	public boolean readinessIsProbed() {
		return this == DELETED || this == LIVENESS_FAILED;
	}

	/**
	 * Returns whether the whole pod ends, and with it the neighbours of the container.
	 * @return {@code false} if the container is started again in its pod
	 */
	public boolean endsThePod() {
		return this != LIVENESS_FAILED;
	}

	Grace grace(Kubelet kubelet, long manifestSeconds) {
		if (kubelet.gracePeriod() != null) {
			return new Grace(kubelet.gracePeriod().toSeconds());
		}
		Probe liveness = kubelet.livenessProbe();
		return new Grace(switch (this) {
			case DELETED -> manifestSeconds;
			case LIVENESS_FAILED -> orElse((liveness != null) ? liveness.gracePeriod() : null, manifestSeconds);
			case EVICTED -> EVICTION_SECONDS;
			case NODE_SHUT_DOWN -> Math.min(kubelet.nodeShutdown().toSeconds(), manifestSeconds);
		});
	}

	private static long orElse(@Nullable Duration duration, long seconds) {
		return (duration != null) ? duration.toSeconds() : seconds;
	}

}
