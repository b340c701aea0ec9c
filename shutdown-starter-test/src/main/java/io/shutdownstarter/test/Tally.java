package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The clients' count. What was sent is counted apart from how it ended, so that a request
 * without an end shows.
 */
final class Tally {

	private final LongAdder sent = new LongAdder();

	private final LongAdder retried = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

	void sending() {
		this.sent.increment();
	}

	void ended(Outcome outcome) {
		this.outcomes.add(outcome);
		if (outcome.retried()) {
			this.retried.increment();
		}
		if (outcome.lost()) {
			this.lost.increment();
		}
	}

	long sent() {
		return this.sent.sum();
	}

	List<Outcome> outcomes() {
		return new ArrayList<>(this.outcomes);
	}

	@Override
	public String toString() {
		return "sent " + this.sent.sum() + ", lost " + this.lost.sum() + ", re-tried " + this.retried.sum();
	}

}
