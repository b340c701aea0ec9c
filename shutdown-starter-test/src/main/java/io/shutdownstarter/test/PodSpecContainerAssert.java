package io.shutdownstarter.test;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a container and on what its pod says of it.
 *
 * @since 0.1.0
 */
public final class PodSpecContainerAssert extends AbstractAssert<PodSpecContainerAssert, Container> {

	private final PodSpecWorkload workload;

	PodSpecContainerAssert(PodSpecWorkload workload, Container actual) {
		super(actual, PodSpecContainerAssert.class);
		this.workload = workload;
	}

	/**
	 * Checks that the manifest agrees with the application about its end: the pre-stop
	 * hook (path, port, scheme, token), the grace period, the probes, and a command that
	 * lets SIGTERM through. One failure tells everything that does not agree. The token
	 * is never printed.
	 * @param settings the application's settings
	 * @return this
	 */
	public PodSpecContainerAssert agreesWith(PodSpecSettings settings) {
		isNotNull();
		List<PodSpecFinding> findings = new PodSpecComparison(this.workload, this.actual).with(settings);
		if (!findings.isEmpty()) {
			// the message is a format to AssertJ, and what was found may have any sign
			String message = PodSpecFinding.message(this.workload, this.actual.getName(), findings);
			throw failure(message.replace("%", "%%"));
		}
		return this;
	}

}
