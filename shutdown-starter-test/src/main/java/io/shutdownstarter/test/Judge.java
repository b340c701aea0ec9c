package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Makes a result of what was counted, and tells what it proves.
 */
final class Judge {

	/**
	 * With less traffic than this part of what was asked for, the rehearsal is easier
	 * than it says.
	 */
	private static final double LEAST_TRAFFIC = 0.8;

	// The starter's kernel, in its root package, logs what a pod's end came to.
	private static final Pattern STARTER = Pattern.compile("\\bio\\.shutdownstarter\\.[A-Z]\\w*\\s*:");

	private static final String NOT_COMPARED = "what the pods served was not compared with what the clients saw, which is all that"
			+ " this verdict rests on: the pods have written no request log (Tomcat, Jetty and Undertow write one when asked"
			+ " by Spring Boot's properties, Reactor Netty does not)";

	private final Traffic.Volume volume;

	private final Bottleneck bottleneck;

	private final List<Outcome> outcomes;

	private final int setups;

	private final List<Deletion> deletions;

	private final List<PodProblem> problems;

	private final Blame blame;

	private final Reconciliation reconciliation;

	Judge(Traffic.Volume volume, List<Outcome> outcomes, int setups, @Nullable List<ServedRequest> served,
			List<Deletion> deletions, List<PodProblem> problems) {
		this.problems = Stream.concat(problems.stream(), deletions.stream().flatMap(HookProblems::of)).toList();
		this.volume = volume;
		this.bottleneck = new Bottleneck(volume);
		this.outcomes = outcomes;
		this.setups = setups;
		this.deletions = deletions;
		this.blame = new Blame(deletions, problems);
		this.reconciliation = new Reconciliation(outcomes, served, this.blame.notVouchedFrom(outcomes));
	}

	RehearsalResult result(String rehearsal, Journal journal, Duration duration, Path directory) {
		List<Failure> failures = this.outcomes.stream()
			.filter((outcome) -> !outcome.succeededAtOnce())
			.map((outcome) -> failure(outcome, journal))
			.sorted(Comparator.comparing(Failure::at))
			.toList();
		List<SentRequest> requests = this.outcomes.stream()
			.map((outcome) -> sent(outcome, journal))
			.sorted(Comparator.comparing(SentRequest::at))
			.toList();
		List<PodResult> pods = this.deletions.stream().map((deletion) -> pod(deletion, journal)).toList();
		boolean lost = failures.stream().anyMatch((failure) -> !failure.retried());
		List<String> voidReasons = voidReasons(lost);
		return new RehearsalResult(rehearsal, journal.startedAt(), verdict(voidReasons, lost), voidReasons, notes(),
				this.volume.sent(), failures, this.problems, pods, journal.events(), requests,
				this.reconciliation.compared(), duration, directory);
	}

	private Verdict verdict(List<String> voidReasons, boolean lost) {
		Verdict problem = this.problems.stream()
			.map((found) -> verdict(found.kind()))
			.max(Comparator.naturalOrder())
			.orElse(Verdict.PASSED);
		if (problem == Verdict.NOT_STARTED) {
			return problem;
		}
		if (!voidReasons.isEmpty()) {
			return Verdict.VOID;
		}
		return lost ? Verdict.LOST : problem;
	}

	private static Verdict verdict(PodProblem.Kind kind) {
		return switch (kind) {
			case DIED_AT_START, NEVER_READY -> Verdict.NOT_STARTED;
			case ENDED_BY_ITSELF -> Verdict.ENDED_BY_ITSELF;
			case KILLED -> Verdict.KILLED;
			case HOOK_NOT_FOUND, HOOK_DENIED, HOOK_FAILED, HOOK_UNREACHABLE, HOOK_TOO_SLOW, STAYED_OUT ->
				Verdict.HOOK_FAILED;
		};
	}

	private List<String> voidReasons(boolean lost) {
		List<String> reasons = new ArrayList<>(this.reconciliation.contradictions());
		long sent = this.volume.sent();
		long ended = (long) this.outcomes.size() - this.setups;
		if (sent != ended) {
			reasons.add("the clients sent " + sent + " requests, of which " + ended + " have an outcome");
		}
		long unproven = losses().filter(this.bottleneck::explains).count();
		if (unproven > 0 && unproven == losses().count()) {
			reasons.add(Bottleneck.timeouts(unproven, unproven));
		}
		// a loss stays a loss when it happens under less traffic
		if (!lost && sent < LEAST_TRAFFIC * this.volume.asked()) {
			reasons.add(this.bottleneck.shortfall());
		}
		return reasons;
	}

	private Stream<Attempt> losses() {
		return this.outcomes.stream().filter(Outcome::lost).map(Outcome::decisive);
	}

	private List<String> notes() {
		List<String> notes = new ArrayList<>(this.bottleneck.notes());
		if (!this.reconciliation.compared() && !this.outcomes.isEmpty()) {
			notes.add(NOT_COMPARED);
		}
		int unlogged = this.reconciliation.unlogged();
		if (unlogged > 0) {
			notes.add(unlogged
					+ " answers came when their pod was ending, and are not in its request log: the pod does not vouch for them");
		}
		long unproven = losses().filter(this.bottleneck::explains).count();
		if (unproven > 0 && unproven < losses().count()) {
			notes.add(Bottleneck.timeouts(unproven, losses().count()));
		}
		return notes;
	}

	private Failure failure(Outcome outcome, Journal journal) {
		Attempt attempt = outcome.decisive();
		return new Failure(journal.at(attempt.startedNanos()), attempt.id(), outcome.request(), pod(attempt),
				this.blame.cause(attempt), attempt.detail(), this.reconciliation.wasProcessed(attempt),
				outcome.retried());
	}

	private SentRequest sent(Outcome outcome, Journal journal) {
		Attempt first = outcome.first();
		Attempt last = (outcome.second() != null) ? outcome.second() : first;
		SentRequest.Ending ending = outcome.succeededAtOnce() ? SentRequest.Ending.SUCCEEDED
				: (outcome.retried() ? SentRequest.Ending.RETRIED : SentRequest.Ending.LOST);
		return new SentRequest(first.id(), journal.at(first.startedNanos()),
				Duration.ofNanos(last.endedNanos() - first.startedNanos()), outcome.request(), pod(last),
				first.reused(), last.status(), ending,
				(ending != SentRequest.Ending.SUCCEEDED) ? this.blame.cause(outcome.decisive()) : null);
	}

	private static @Nullable String pod(Attempt attempt) {
		return Router.NO_POD.equals(attempt.pod()) ? null : attempt.pod();
	}

	private static PodResult pod(Deletion deletion, Journal journal) {
		return new PodResult(journal.at(deletion.deletedNanos()), deletion.endpointRemoved(), deletion.end(),
				deletion.log(), starterLines(deletion.log()));
	}

	private static List<String> starterLines(Path log) {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> STARTER.matcher(line).find()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A pod's log cannot be read", ex);
		}
	}

}
