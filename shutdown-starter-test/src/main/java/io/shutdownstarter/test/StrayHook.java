package io.shutdownstarter.test;

import java.time.Duration;

/**
 * A call of the hook that no termination follows: by a person, by a scanner, or by a
 * kubelet that was restarted.
 */
final class StrayHook {

	// The starter's own default takes a minute.
	static final Duration RECOVERY = Duration.ofMinutes(2);

	private final KubeletEmulator kubelet;

	StrayHook(KubeletEmulator kubelet) {
		this.kubelet = kubelet;
	}

	// Blocks until the hook is over, and then until the pod is ready; tells whether it
	// is. Whoever calls by mistake does not care how it ended: the pod has to.
	boolean call(Pod pod) throws InterruptedException {
		this.kubelet.callHook(pod);
		try {
			pod.awaitReady(RECOVERY);
			return true;
		}
		catch (PodNotReadyException ex) {
			return false;
		}
	}

}
