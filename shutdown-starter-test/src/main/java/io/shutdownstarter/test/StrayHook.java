package io.shutdownstarter.test;

import java.io.IOException;
import java.time.Duration;

import org.apache.hc.core5.http.HttpException;

/**
 * A call of the hook that no termination follows: by a person, by a scanner, or by a
 * kubelet that was restarted.
 */
final class StrayHook {

	// The starter's own default takes a minute.
	static final Duration RECOVERY = Duration.ofMinutes(2);

	private final Hook hook;

	private final Duration gracePeriod;

	StrayHook(Hook hook, Duration gracePeriod) {
		this.hook = hook;
		this.gracePeriod = gracePeriod;
	}

	// Blocks until the hook is over, and then until the pod is ready; tells whether it
	// is.
	boolean call(Pod pod) throws InterruptedException {
		if (this.hook.path() == null) {
			return true;
		}
		int port = (this.hook.port() != 0) ? this.hook.port() : pod.managementPort();
		try (KubeletCall call = KubeletCall.hook(port, this.hook.path(), this.hook.headers())) {
			call.send(this.gracePeriod);
		}
		catch (IOException | HttpException ex) {
			// whoever calls by mistake does not care: the pod has to
			return isReady(pod);
		}
		return isReady(pod);
	}

	private static boolean isReady(Pod pod) throws InterruptedException {
		try {
			pod.awaitReady(RECOVERY);
			return true;
		}
		catch (PodNotReadyException ex) {
			return false;
		}
	}

}
