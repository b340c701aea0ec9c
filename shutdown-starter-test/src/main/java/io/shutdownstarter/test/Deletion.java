package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A pod that was deleted.
 *
 * @param deletedNanos when, on the rehearsal's clock
 * @param endpointRemoved how much later the router learnt it
 * @param reachable whether its hook could reach it: it had been ready, was running until
 * then, and nothing on the way was to go wrong
 * @param shortened whether it had less than its own grace period
 */
record Deletion(String pod, Path log, long deletedNanos, Duration endpointRemoved, PodEnd end, boolean reachable,
		boolean shortened) {

	// What a connection's end is later noticed than caused, on a machine that is busy.
	private static final long NEWS_NANOS = Duration.ofMillis(200).toNanos();

	long sigtermNanos() {
		return this.deletedNanos + this.end.sigterm().toNanos();
	}

	// Whether it had got SIGTERM, and its process was not gone.
	boolean wasEnding(long nanos) {
		return nanos - sigtermNanos() >= 0 && nanos - this.deletedNanos <= this.end.exit().toNanos() + NEWS_NANOS;
	}

}
