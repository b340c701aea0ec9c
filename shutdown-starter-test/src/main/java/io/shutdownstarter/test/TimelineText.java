package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * What happened to the pods and which requests were lost when, short enough for the
 * message of a test that failed.
 */
final class TimelineText {

	// Four screens: a rehearsal of a dozen pods. The rest is on the page and in the logs.
	private static final int MOST_LINES = 120;

	// What tells nothing of a loss: counts, and what every pod's start has.
	private static final Set<Kind> LEFT_OUT = EnumSet.of(Kind.TRAFFIC, Kind.STARTED, Kind.READY);

	private final List<String> lines = new ArrayList<>();

	TimelineText(RehearsalResult result) {
		List<TimelineEvent> events = new ArrayList<>(losses(result));
		result.timeline().stream().filter((event) -> !LEFT_OUT.contains(event.kind())).forEach(events::add);
		events.sort(Comparator.comparing(TimelineEvent::at));
		events.stream().limit(MOST_LINES).forEach((event) -> this.lines.add(event.toString()));
		if (events.size() > MOST_LINES) {
			this.lines.add("and " + (events.size() - MOST_LINES) + " more events");
		}
	}

	// One line for all that a pod lost for the same cause.
	private static List<TimelineEvent> losses(RehearsalResult result) {
		Map<Group, List<Duration>> groups = new LinkedHashMap<>();
		result.failures()
			.stream()
			.filter((failure) -> !failure.retried())
			.forEach((failure) -> groups
				.computeIfAbsent(new Group(failure.pod(), failure.cause()), (group) -> new ArrayList<>())
				.add(failure.at()));
		return groups.entrySet().stream().map((entry) -> entry.getKey().event(entry.getValue())).toList();
	}

	@Override
	public String toString() {
		return "What happened:\n" + String.join("\n", this.lines);
	}

	/**
	 * What requests were lost by, and why.
	 */
	private record Group(@Nullable String pod, LossCause cause) {

		private TimelineEvent event(List<Duration> times) {
			String until = (times.size() > 1) ? ", sent until " + SecondsText.hundredths(times.get(times.size() - 1))
					: "";
			return new TimelineEvent(times.get(0), this.pod, Kind.NOTE,
					"lost %d: %s%s".formatted(times.size(), this.cause, until));
		}

	}

}
