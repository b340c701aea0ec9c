package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a rehearsal found, what may have brought the others about first.
 */
final class Findings {

	private static final int MOST_EXAMPLES = 3;

	/** A pod that has to be killed takes such requests with it. */
	private static final Set<LossCause> CUT = EnumSet.of(LossCause.CUT_IN_FLIGHT, LossCause.CUT_IN_ANSWER,
			LossCause.CUT_WHILE_UPLOADING, LossCause.TIMEOUT);

	private final RehearsalResult result;

	private final List<Finding> findings = new ArrayList<>();

	private Findings(RehearsalResult result) {
		this.result = result;
	}

	static List<Finding> of(RehearsalResult result) {
		Findings findings = new Findings(result);
		findings.addProblems();
		result.lostByCause().forEach(findings::addCause);
		findings.findings
			.sort(Comparator.comparing(Finding::rank).thenComparing(Finding::count, Comparator.reverseOrder()));
		return findings.findings;
	}

	private void addProblems() {
		Map<PodProblem.Kind, List<PodProblem>> byKind = new EnumMap<>(PodProblem.Kind.class);
		this.result.problems()
			.forEach((problem) -> byKind.computeIfAbsent(problem.kind(), (kind) -> new ArrayList<>()).add(problem));
		byKind.forEach((kind, problems) -> {
			String pods = String.join(", ", problems.stream().map(PodProblem::pod).distinct().toList());
			List<String> seen = problems.stream()
				.limit(MOST_EXAMPLES)
				.map((problem) -> "seen  " + problem.pod() + " " + problem.detail())
				.toList();
			this.findings
				.add(new Finding(rank(kind), problems.size(), pods + "  " + kind.sentence(), kind.remedy(), seen));
		});
	}

	private Rank rank(PodProblem.Kind kind) {
		return switch (kind) {
			case DIED_AT_START, NEVER_READY -> Rank.START;
			case ENDED_BY_ITSELF -> Rank.BY_ITSELF;
			case KILLED ->
				lost().anyMatch((failure) -> CUT.contains(failure.cause())) ? Rank.KILL_WITH_LOSS : Rank.KILL;
			default -> Rank.HOOK;
		};
	}

	private void addCause(LossCause cause, long count) {
		List<String> details = new ArrayList<>();
		long processed = lost(cause).filter(Failure::processed).count();
		if (processed > 0) {
			details.add("of these the pod had processed " + processed + ", only the answer was lost");
		}
		lost(cause).limit(MOST_EXAMPLES).forEach((failure) -> details.add("e.g.  " + example(failure)));
		this.findings.add(new Finding(Rank.LOSS, count, "lost %d  %s".formatted(count, cause.sentence()),
				cause.remedy(), details));
	}

	private Stream<Failure> lost(LossCause cause) {
		return lost().filter((failure) -> failure.cause() == cause);
	}

	private Stream<Failure> lost() {
		return this.result.failures().stream().filter((failure) -> !failure.retried());
	}

	private static String example(Failure failure) {
		return "%s at %s on %s: %s".formatted(failure.request(), SecondsText.hundredths(failure.at()),
				(failure.pod() != null) ? failure.pod() : "no pod", failure.detail());
	}

	/**
	 * What brings about what comes after it.
	 */
	enum Rank {

		START, BY_ITSELF, HOOK, KILL_WITH_LOSS, LOSS, KILL

	}

	/**
	 * Something that was found.
	 *
	 * @param rank what it may bring about
	 * @param count how many requests or pods it was found with
	 * @param sentence what happened
	 * @param remedy what most likely mends it
	 * @param details what exactly was seen
	 */
	record Finding(Rank rank, long count, String sentence, String remedy, List<String> details) {

		boolean bringsAboutOthers() {
			return this.rank.compareTo(Rank.LOSS) < 0;
		}

	}

}
