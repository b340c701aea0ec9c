package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A pod that was deleted.
 *
 * @param deletedNanos when, on the rehearsal's clock
 * @param endpointRemoved how much later the router learnt it
 * @param alive whether it was running until then
 */
record Deletion(String pod, Path log, long deletedNanos, Duration endpointRemoved, PodEnd end, boolean alive) {

	long sigtermNanos() {
		return this.deletedNanos + this.end.sigterm().toNanos();
	}

}
