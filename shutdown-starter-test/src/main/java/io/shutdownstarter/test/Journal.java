package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes down what happens, and tells it to a listener. For use by several threads.
 */
final class Journal {

	private final LongSupplier nanoClock;

	private final long startedNanos;

	private final ProgressListener listener;

	private final List<TimelineEvent> events = new ArrayList<>();

	Journal(LongSupplier nanoClock, ProgressListener listener) {
		this.nanoClock = nanoClock;
		this.startedNanos = nanoClock.getAsLong();
		this.listener = listener;
	}

	synchronized void write(String what) {
		TimelineEvent event = new TimelineEvent(at(this.nanoClock.getAsLong()), what);
		this.events.add(event);
		this.listener.progress(event.toString());
	}

	Duration at(long nanos) {
		return Duration.ofNanos(nanos - this.startedNanos);
	}

	synchronized List<TimelineEvent> events() {
		return List.copyOf(this.events);
	}

}
