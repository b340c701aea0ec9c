package io.shutdownstarter.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Tells why an attempt failed from what its client saw, and from what became of its pod.
 */
final class Blame {

	// A container that is restarted in its place gets more than one.
	private final Map<String, NavigableSet<Long>> sigtermNanos = new HashMap<>();

	private final Set<String> endedByThemselves;

	Blame(List<Deletion> deletions, List<PodProblem> problems) {
		for (Deletion deletion : deletions) {
			this.sigtermNanos.computeIfAbsent(deletion.pod(), (pod) -> new TreeSet<>()).add(deletion.sigtermNanos());
		}
		this.endedByThemselves = problems.stream()
			.filter((problem) -> problem.kind() == PodProblem.Kind.ENDED_BY_ITSELF)
			.map(PodProblem::pod)
			.collect(Collectors.toSet());
	}

	LossCause cause(Attempt attempt) {
		LossCause seen = Objects.requireNonNull(attempt.failure(), "only failures have causes");
		if (!attempt.unanswered() && seen != LossCause.CUT_IN_ANSWER) {
			return seen;
		}
		if (attempt.pod() == null) {
			return causeOnUnknownPod(attempt, seen);
		}
		if (attempt.pod().equals(Router.NO_POD)) {
			return LossCause.NO_ENDPOINT;
		}
		if (this.endedByThemselves.contains(attempt.pod())) {
			return LossCause.POD_ENDED;
		}
		Long sigterm = lastSigterm(attempt.pod(), attempt.endedNanos());
		return (sigterm != null) ? causeAfter(sigterm, attempt, seen) : LossCause.CLOSED_WHILE_SERVING;
	}

	// a connection can be reset before its client knows its own port, and so the pod
	private LossCause causeOnUnknownPod(Attempt attempt, LossCause seen) {
		boolean told = this.sigtermNanos.keySet()
			.stream()
			.anyMatch((pod) -> lastSigterm(pod, attempt.endedNanos()) != null);
		return (seen == LossCause.NEW_CONNECTION_REFUSED && !told && !this.endedByThemselves.isEmpty())
				? LossCause.POD_ENDED : seen;
	}

	private static LossCause causeAfter(long sigterm, Attempt attempt, LossCause seen) {
		if (seen == LossCause.CUT_IN_ANSWER) {
			return seen;
		}
		if (attempt.startedNanos() - sigterm < 0) {
			return (seen == LossCause.CUT_WHILE_UPLOADING) ? seen : LossCause.CUT_IN_FLIGHT;
		}
		if (seen == LossCause.BAD_GATEWAY) {
			return seen;
		}
		return attempt.reused() ? LossCause.KEEP_ALIVE_TRAP : LossCause.NEW_CONNECTION_REFUSED;
	}

	private @Nullable Long lastSigterm(String pod, long untilNanos) {
		NavigableSet<Long> times = this.sigtermNanos.get(pod);
		return (times != null) ? times.floor(untilNanos) : null;
	}

	// From when on a pod does not vouch for its count: one that is told to end closes its
	// log before its last answers, one that crashes may never have written it.
	Map<String, Long> notVouchedFrom(List<Outcome> outcomes) {
		Map<String, Long> from = new HashMap<>();
		this.sigtermNanos.forEach((pod, times) -> from.put(pod, times.first()));
		this.endedByThemselves.forEach((pod) -> outcomes.stream()
			.map(Outcome::first)
			.filter((attempt) -> pod.equals(attempt.pod()))
			.map(Attempt::startedNanos)
			.min(Long::compare)
			.ifPresent((first) -> from.put(pod, first)));
		return from;
	}

}
