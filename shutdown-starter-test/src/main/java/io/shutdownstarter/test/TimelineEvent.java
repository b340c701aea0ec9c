package io.shutdownstarter.test;

import java.time.Duration;

/**
 * Something that happened in a rehearsal.
 *
 * @param at when, since the beginning of the rehearsal
 * @param what what happened
 * @since 0.1.0
 */
public record TimelineEvent(Duration at, String what) {

	@Override
	public String toString() {
		return "%7.2f s  %s".formatted(this.at.toMillis() / 1000.0, this.what);
	}

}
