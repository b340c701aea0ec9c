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

	private @Nullable Throwable listenerFailure;

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
		tell(event);
	}

	// On one of our own threads a listener's failure would end what the thread does: it
	// is kept for the end instead, and the listener is told nothing more.
	private void tell(TimelineEvent event) {
		if (this.listenerFailure != null) {
			return;
		}
		try {
			this.listener.happened(event);
		}
		catch (RuntimeException | Error ex) {
			this.listenerFailure = ex;
		}
	}

	synchronized void throwFailureOfListener() {
		if (this.listenerFailure != null) {
			throw new IllegalStateException("The listener failed, and was told nothing more", this.listenerFailure);
		}
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
