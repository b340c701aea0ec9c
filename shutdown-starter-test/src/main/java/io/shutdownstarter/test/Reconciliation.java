package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Compares the clients' count with the pods' own, attempt by attempt. Where they
 * contradict each other, one of them is wrong, and nothing is proven.
 */
final class Reconciliation {

	/** More would not tell more. */
	private static final int MOST_EXAMPLES = 5;

	private final Map<String, List<Integer>> served = new HashMap<>();

	private final Map<String, Long> stoppedNanos;

	private final List<String> contradictions = new ArrayList<>();

	private final Set<String> processed = new HashSet<>();

	private final boolean compared;

	private int unlogged;

	Reconciliation(List<Outcome> outcomes, @Nullable List<ServedRequest> served, Map<String, Long> stoppedNanos) {
		this.stoppedNanos = Map.copyOf(stoppedNanos);
		this.compared = served != null;
		if (served != null) {
			compare(outcomes, served);
		}
	}

	private void compare(List<Outcome> outcomes, List<ServedRequest> served) {
		for (ServedRequest request : served) {
			this.served.computeIfAbsent(request.id(), (id) -> new ArrayList<>()).add(request.status());
		}
		for (Outcome outcome : outcomes) {
			compare(outcome.first(), outcome.request());
			if (outcome.second() != null) {
				compare(outcome.second(), outcome.request());
			}
		}
		this.served.forEach((id, statuses) -> this.contradictions
			.add("a pod says it answered " + id + " with " + statuses + ", which no client sent"));
	}

	private void compare(Attempt attempt, String request) {
		List<Integer> statuses = this.served.remove(attempt.id());
		String who = request + " (" + attempt.id() + ", " + attempt.pod() + ")";
		if (statuses == null) {
			compareWithNothing(attempt, who);
		}
		else if (statuses.size() > 1) {
			this.contradictions.add("the pods say they answered " + who + " " + statuses.size() + " times");
		}
		else if (attempt.podStatus() != 0 && attempt.podStatus() != statuses.get(0)) {
			this.contradictions.add("the client got status " + attempt.podStatus() + " for " + who
					+ ", the pod says it was " + statuses.get(0));
		}
		else if (attempt.podStatus() == 0 && statuses.get(0) >= 200 && statuses.get(0) < 400) {
			this.processed.add(attempt.id());
		}
	}

	private void compareWithNothing(Attempt attempt, String who) {
		if (attempt.podStatus() == 0) {
			return;
		}
		// a server that is being stopped closes its log before its last requests have
		// ended
		Long stopped = (attempt.pod() != null) ? this.stoppedNanos.get(attempt.pod()) : null;
		if (stopped != null && attempt.endedNanos() - stopped >= 0) {
			this.unlogged++;
			return;
		}
		this.contradictions
			.add("the client got status " + attempt.podStatus() + " for " + who + ", which no pod has served");
	}

	// Whether there was anything to compare with: the pods keep a count.
	boolean compared() {
		return this.compared;
	}

	List<String> contradictions() {
		int more = this.contradictions.size() - MOST_EXAMPLES;
		List<String> told = new ArrayList<>(
				this.contradictions.subList(0, Math.min(MOST_EXAMPLES, this.contradictions.size())));
		if (more > 0) {
			told.add(more + " more contradictions of the clients' and the pods' counts");
		}
		return told;
	}

	// Whether the pod had answered the attempt that failed at the client.
	boolean wasProcessed(Attempt attempt) {
		return this.processed.contains(attempt.id());
	}

	// Answers which the pods did not count, all after SIGTERM.
	int unlogged() {
		return this.unlogged;
	}

}
