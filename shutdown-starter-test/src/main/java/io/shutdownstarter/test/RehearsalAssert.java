package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a rehearsal found. A failure tells the verdict with the likely
 * causes and what mends them, and what happened when. Each assertion fails on a rehearsal
 * that proves nothing, with the reason. It needs AssertJ, which this module does not
 * bring along.
 *
 * <pre class="code">
 * assertThat(result).lostNothing().wasNotKilled().terminatedWithin(Duration.ofSeconds(20));
 * </pre>
 *
 * @since 0.1.0
 */
public final class RehearsalAssert extends AbstractAssert<RehearsalAssert, RehearsalResult> {

	private RehearsalAssert(RehearsalResult actual) {
		super(actual, RehearsalAssert.class);
	}

	/**
	 * Begins assertions. A static import of it goes together with that of AssertJ's own.
	 * @param actual what a rehearsal found
	 * @return assertions on it
	 */
	public static RehearsalAssert assertThat(RehearsalResult actual) {
		return new RehearsalAssert(actual);
	}

	/**
	 * No request was lost, and nothing was wrong with a pod: all that a rehearsal judges
	 * by itself.
	 * @return this
	 */
	public RehearsalAssert passed() {
		return check("the rehearsal passed", proven().verdict() == Verdict.PASSED,
				"its verdict is " + this.actual.verdict());
	}

	/**
	 * Every request had the answer that was expected. Clients re-try an idempotent
	 * request once, on a new connection, if the server closed their kept one without an
	 * answer: every careful client does.
	 * @return this
	 */
	public RehearsalAssert lostNothing() {
		return check("no request was lost", proven().lost() == 0,
				this.actual.lost() + " of " + this.actual.sent() + " were");
	}

	/**
	 * Every request had the answer that was expected at the first attempt: clients that
	 * never re-try would have lost none either.
	 * @return this
	 */
	public RehearsalAssert lostNothingWithoutRetry() {
		return check("no request failed at its first attempt", proven().lostWithoutRetry() == 0,
				this.actual.lostWithoutRetry() + " of " + this.actual.sent() + " did");
	}

	/**
	 * Every pod was gone before its grace period was over.
	 * @return this
	 */
	public RehearsalAssert wasNotKilled() {
		return eachPod("no pod was killed", (pod) -> !pod.end().killed(), "these were");
	}

	/**
	 * Every pod that was deleted was gone in time.
	 * @param atMost the upper bound from a pod's deletion to the end of its process
	 * @return this
	 */
	public RehearsalAssert terminatedWithin(Duration atMost) {
		return eachPod("each pod was gone " + SecondsText.tenths(atMost) + " after its deletion",
				(pod) -> pod.end().exit().compareTo(atMost) <= 0, "these took longer");
	}

	/**
	 * No request was still in flight at a pod's deadline, by the starter's own report. An
	 * application without the starter reports nothing, and fails this.
	 * @return this
	 */
	public RehearsalAssert abandonedNothing() {
		eachReadyPod("each pod reports what it abandoned", (pod) -> pod.abandoned().isPresent(),
				"without the starter an application reports nothing"
						+ " (add shutdown-spring-boot-starter, with its log at level info), as these");
		return eachReadyPod("no pod abandoned a request", (pod) -> pod.abandoned().equals(OptionalInt.of(0)),
				"these did");
	}

	/**
	 * The hook of every pod that was deleted was called, and over in time with success: a
	 * status from 200 to 299, or all of its sleep. (The kubelet takes any status for
	 * success.)
	 * @return this
	 */
	public RehearsalAssert calledTheHook() {
		return eachReadyPod("each pod's hook was called with success", RehearsalAssert::hookSucceeded,
				"not so with these");
	}

	/**
	 * Every pod that was deleted ended with this exit code.
	 * @param exitCode the exit code: 143 after an orderly SIGTERM, 137 after a SIGKILL
	 * @return this
	 */
	public RehearsalAssert exitedWith(int exitCode) {
		return eachPod("each pod exited with " + exitCode, (pod) -> pod.end().exitCode() == exitCode, "these did not");
	}

	/**
	 * No pod ended that nobody had asked to.
	 * @return this
	 */
	public RehearsalAssert endedOnlyWhenAsked() {
		List<String> pods = proven().problems()
			.stream()
			.filter((problem) -> problem.kind() == PodProblem.Kind.ENDED_BY_ITSELF)
			.map(PodProblem::pod)
			.toList();
		return check("no pod ended that nobody had asked to", pods.isEmpty(), "these did: " + String.join(", ", pods));
	}

	/**
	 * There was enough traffic for the test to mean something.
	 * @param requests how many requests the clients sent at least
	 * @return this
	 */
	public RehearsalAssert sentAtLeast(long requests) {
		return check("at least %d requests were sent".formatted(requests), proven().sent() >= requests,
				"it were " + this.actual.sent());
	}

	private static boolean hookSucceeded(PodResult pod) {
		PodEnd end = pod.end();
		return end.hookAnswered() != null && end.hookFailure().isEmpty()
				&& (end.hookStatus() == 0 || end.hookStatus() / 100 == 2);
	}

	private RehearsalAssert eachPod(String expectation, Predicate<PodResult> expected, String otherwise) {
		return each(proven().pods(), expectation, expected, otherwise);
	}

	// a pod that is deleted while it starts can neither answer a hook nor report
	private RehearsalAssert eachReadyPod(String expectation, Predicate<PodResult> expected, String otherwise) {
		List<String> ready = proven().timeline()
			.stream()
			.filter((event) -> event.kind() == TimelineEvent.Kind.READY)
			.map((event) -> String.valueOf(event.pod()))
			.toList();
		List<PodResult> pods = this.actual.pods().stream().filter((pod) -> ready.contains(pod.end().pod())).toList();
		return each(pods, expectation, expected, otherwise);
	}

	private RehearsalAssert each(List<PodResult> pods, String expectation, Predicate<PodResult> expected,
			String otherwise) {
		List<String> others = pods.stream().filter(expected.negate()).map((pod) -> pod.end().pod()).toList();
		check(expectation, !pods.isEmpty(), "no pod was deleted");
		return check(expectation, others.isEmpty(), otherwise + ": " + String.join(", ", others));
	}

	// A rehearsal that proves nothing must not be green.
	private RehearsalResult proven() {
		isNotNull();
		Verdict verdict = this.actual.verdict();
		if (verdict == Verdict.VOID || verdict == Verdict.NOT_STARTED) {
			failWithMessage("%s", "This rehearsal proves nothing.\n\n" + story());
		}
		return this.actual;
	}

	private RehearsalAssert check(String expectation, boolean holds, String otherwise) {
		if (!holds) {
			failWithMessage("%s", "Expecting that " + expectation + ", but " + otherwise + ".\n\n" + story());
		}
		return this;
	}

	private String story() {
		return this.actual.report() + "\n\n" + new TimelineText(this.actual);
	}

}
