package io.shutdownstarter.test;

/**
 * A change of what the kubelet takes for the state of a pod, after as many probes in a
 * row as the thresholds ask for. A pod begins as one that is alive and not ready.
 *
 * @param pod the pod's name
 * @param kind which probe
 * @param succeeded whether the pod is ready, or alive, from now on
 * @param detail what the last probe has seen, such as {@code status 503}
 * @since 0.1.0
 */
public record ProbeResult(String pod, Kind kind, boolean succeeded, String detail) {

	@Override
	public String toString() {
		return this.kind.sentence(this.succeeded) + ": " + this.detail;
	}

	/**
	 * Which probe.
	 */
	public enum Kind {

		/** Decides whether the pod's endpoint serves. */
		READINESS,

		/** Decides whether the container is restarted. */
		LIVENESS;

		String sentence(boolean succeeded) {
			String what = (this == READINESS) ? "ready" : "alive";
			return (succeeded ? "probed as " : "probed as not ") + what;
		}

	}

}
