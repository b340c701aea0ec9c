package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a pod that was deleted.
 *
 * @param deleted when it was deleted, since the beginning of the rehearsal
 * @param endpointRemoved when the router learnt it, counted from the deletion
 * @param end how it ended
 * @param log the file with all that it printed
 * @param starterLines what the starter wrote into that log, empty without the starter
 * @since 0.1.0
 */
public record PodResult(Duration deleted, Duration endpointRemoved, PodEnd end, Path log, List<String> starterLines) {

	/**
	 * Returns how many requests were still in flight at the pod's deadline, by the
	 * starter's own report.
	 * @return the number of requests, empty if the pod reported nothing
	 */
	public OptionalInt abandoned() {
		return StarterReport.abandoned(this.starterLines, this.end.hookBody());
	}

}
