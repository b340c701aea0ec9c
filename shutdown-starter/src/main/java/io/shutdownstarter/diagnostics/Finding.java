package io.shutdownstarter.diagnostics;

import io.shutdownstarter.FindingId;

/**
 * Something that harms a termination on Kubernetes. Its text is a line of the log, and
 * never contains a secret.
 *
 * @param id what the finding is silenced by
 * @param fact what is so, with its values, and what comes of it; without full stop
 * @param remedy what to do; without full stop
 * @since 0.1.0
 */
public record Finding(FindingId id, String fact, String remedy) {

	@Override
	public String toString() {
		return "Finding %s: %s. %s (to silence it: shutdown-starter.findings.ignored=%s)".formatted(this.id, this.fact,
				this.remedy, this.id);
	}

}
