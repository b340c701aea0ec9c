package io.shutdownstarter.test;

import java.time.Duration;

/**
 * The kubelet's arithmetic of a grace period, which counts in whole seconds
 * ({@code killContainer} in {@code kuberuntime_container.go}).
 *
 * @param seconds what is left of it, possibly nothing or less
 */
record Grace(long seconds) {

	/** The kubelet's minimumGracePeriodInSeconds. */
	static final Duration LEAST_AFTER_SIGTERM = Duration.ofSeconds(2);

	// each time that was spent is rounded down, and not their sum
	Grace less(Duration spent) {
		return new Grace(this.seconds - spent.toSeconds());
	}

	Duration time() {
		return Duration.ofSeconds(Math.max(this.seconds, 0));
	}

	Duration afterSigterm() {
		return Duration.ofSeconds(Math.max(this.seconds, LEAST_AFTER_SIGTERM.toSeconds()));
	}

}
