package io.shutdownstarter.docs;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.Verdict;

/**
 * What the matrix tells of a rehearsal.
 *
 * @param verdict {@code passed}, or what went wrong
 * @param sent how many requests were sent
 * @param lost how many were lost
 * @param lostWithoutRetry how many clients would have lost that never re-try
 * @param termination the time from a pod's deletion to the end of its process, on average
 */
record CompatibilityRun(String verdict, long sent, long lost, long lostWithoutRetry, Duration termination) {

	static final String PASSED = "passed";

	static CompatibilityRun of(RehearsalResult result) {
		double millis = result.pods().stream().mapToLong((pod) -> pod.end().exit().toMillis()).average().orElse(0);
		return new CompatibilityRun(verdict(result), result.sent(), result.lost(), result.lostWithoutRetry(),
				Duration.ofMillis(Math.round(millis)));
	}

	// A run in which the starter said nothing was one without it.
	private static String verdict(RehearsalResult result) {
		if (result.verdict() != Verdict.PASSED) {
			return result.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}
		if (result.pods().stream().allMatch((pod) -> pod.abandoned().equals(OptionalInt.of(0)))) {
			return PASSED;
		}
		return result.pods().stream().allMatch((pod) -> pod.abandoned().isPresent()) ? "abandoned" : "no report";
	}

	boolean passed() {
		return this.verdict.equals(PASSED);
	}

	/**
	 * Its figures as a row has them.
	 * @return requests, lost, lost without re-try, and seconds
	 */
	String figures() {
		return String.format(Locale.ROOT, "%d / %d / %d / %.1f", this.sent, this.lost, this.lostWithoutRetry,
				this.termination.toMillis() / 1000.0);
	}

}
