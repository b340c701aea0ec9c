package io.shutdownstarter.test;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the starter logged in a pod, with the time since the beginning of the rehearsal
 * where Boot's own pattern tells it.
 *
 * @param lines the lines in their order
 */
record StarterLog(List<Line> lines) {

	// Boot's logging.pattern.dateformat; the ends of other patterns are not guessed
	private static final Pattern TIMESTAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+(?=\\s)");

	private static final Pattern MESSAGE = Pattern.compile("io\\.shutdownstarter\\.\\w+\\s*:\\s?(.*)", Pattern.DOTALL);

	// how the lines begin that tell a change of the phase; none is the end of all phases
	private static final Map<String, String> CHANGES = Map.of("Termination began", "PROPAGATING",
			"Propagation wait ended", "DRAINING", "Termination drained after", "DRAINED",
			"Termination deadline passed after", "DRAINED", "The application serves again", "");

	private static final String NO_WAIT = "no propagation wait is due";

	static StarterLog of(List<String> lines, Instant startedAt) {
		return new StarterLog(lines.stream().map((line) -> line(line, startedAt)).toList());
	}

	private static Line line(String line, Instant startedAt) {
		Matcher message = MESSAGE.matcher(line);
		String text = message.find() ? message.group(1) : line;
		Matcher timestamp = TIMESTAMP.matcher(line);
		if (timestamp.find()) {
			try {
				Instant at = OffsetDateTime.parse(timestamp.group()).toInstant();
				return new Line(Duration.between(startedAt, at), text);
			}
			catch (DateTimeParseException ex) {
				// another pattern: the line counts without its time
				return new Line(null, text);
			}
		}
		return new Line(null, text);
	}

	// The phases that the lines tell, the last of which ends with the process.
	List<Phase> phases(Duration exit) {
		List<Phase> phases = new ArrayList<>();
		String phase = "";
		Duration from = Duration.ZERO;
		for (Line line : this.lines) {
			String next = line.phase();
			if (line.at() != null && next != null && !next.equals(phase)) {
				add(phases, phase, from, line.at());
				phase = next;
				from = line.at();
			}
		}
		add(phases, phase, from, exit);
		return phases;
	}

	private static void add(List<Phase> phases, String phase, Duration from, Duration to) {
		if (!phase.isEmpty() && to.compareTo(from) > 0) {
			phases.add(new Phase(phase, from, to));
		}
	}

	/**
	 * A line without what stands before its message.
	 *
	 * @param at when, {@code null} if it does not tell
	 * @param text its message
	 */
	record Line(@Nullable Duration at, String text) {

		@Nullable String phase() {
			if (this.text.contains(NO_WAIT)) {
				return "DRAINING";
			}
			return CHANGES.entrySet()
				.stream()
				.filter((change) -> this.text.startsWith(change.getKey()))
				.map(Map.Entry::getValue)
				.findFirst()
				.orElse(null);
		}

	}

	/**
	 * A phase of a termination.
	 */
	record Phase(String phase, Duration from, Duration to) {

	}

}
