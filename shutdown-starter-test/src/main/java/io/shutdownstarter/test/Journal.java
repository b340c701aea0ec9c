package io.shutdownstarter.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens, and tells it to a listener. For use by several threads.
 */
final class Journal {

	private final LongSupplier nanoClock;

	private final long startedNanos;

	private final Instant startedAt = Instant.now();

	private final ProgressListener listener;

	private final List<TimelineEvent> events = new ArrayList<>();

	Journal(LongSupplier nanoClock, ProgressListener listener) {
		this.nanoClock = nanoClock;
		this.startedNanos = nanoClock.getAsLong();
		this.listener = listener;
	}

	void write(TimelineEvent.Kind kind, String what) {
		write(kind, null, what);
	}

	synchronized void write(TimelineEvent.Kind kind, @Nullable String pod, String what) {
		TimelineEvent event = new TimelineEvent(at(this.nanoClock.getAsLong()), pod, kind, what);
		this.events.add(event);
		this.listener.happened(event);
	}

	// By the wall clock, which pods' logs go by.
	Instant startedAt() {
		return this.startedAt;
	}

	Duration at(long nanos) {
		return Duration.ofNanos(nanos - this.startedNanos);
	}

	synchronized List<TimelineEvent> events() {
		return List.copyOf(this.events);
	}

}
