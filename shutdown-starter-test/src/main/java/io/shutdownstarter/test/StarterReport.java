package io.shutdownstarter.test;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what the starter reports of a termination: in the summary that it logs, and in
 * the answer of its hook.
 */
final class StarterReport {

	// What only the summary contains.
	private static final Pattern SUMMARY = Pattern.compile("\\(propagation .*?, (\\d+) abandoned");

	private static final Pattern ANSWER = Pattern.compile("\"abandoned\"\\s*:\\s*(\\d+)");

	private StarterReport() {
	}

	static boolean isSummary(String line) {
		return SUMMARY.matcher(line).find();
	}

	// How many requests were in flight at a deadline, empty if nothing was reported.
	static OptionalInt abandoned(List<String> lines, String hookBody) {
		return Stream
			.concat(lines.stream().flatMap((line) -> SUMMARY.matcher(line).results()),
					ANSWER.matcher(hookBody).results())
			.mapToInt(StarterReport::number)
			.max();
	}

	private static int number(MatchResult found) {
		return Integer.parseInt(found.group(1));
	}

}
