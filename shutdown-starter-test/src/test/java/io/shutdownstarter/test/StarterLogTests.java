package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StarterLog}.
 */
class StarterLogTests {

	private static final Duration EXIT = Duration.ofSeconds(20);

	@Test
	void timesCountFromTheBeginningInWhateverZoneThePodLogs() {
		assertThat(log(at("11:00:01.5-01:00", "x"), at("12:00:01.5Z", "x"), at("17:45:01.500+05:45", "x")).lines())
			.allMatch((line) -> Duration.ofMillis(1500).equals(line.at()) && "x".equals(line.text()));
	}

	@Test
	void aMessageMayHaveWhatUnicodeTakesForTheEndOfALine() {
		assertThat(log(at("12:00:01Z", "one\u2028two\u0085three")).lines()).singleElement()
			.extracting(StarterLog.Line::text)
			.isEqualTo("one\u2028two\u0085three");
	}

	@Test
	void aLineOfAnotherPatternCountsWithoutItsTime() {
		assertThat(log("12:00:01 io.shutdownstarter.Termination: Termination began",
				at("99:00:00Z", "Termination drained after 1 s"), "something else")
			.lines()).allMatch((line) -> line.at() == null)
			.extracting(StarterLog.Line::text)
			.containsExactly("Termination began", "Termination drained after 1 s", "something else");
	}

	@Test
	void withoutAPropagationWaitThePhasesBeginWithTheDrain() {
		assertThat(phases(
				at("12:00:01Z", "Termination began, triggered by SIGTERM: no propagation wait is due; 1 request"),
				at("12:00:03Z", "Termination drained after 2 s (propagation 0 s, drain 2 s)")))
			.containsExactly("DRAINING 1-3", "DRAINED 3-20");
	}

	@Test
	void aPodThatServesAgainIsInNoPhase() {
		assertThat(phases(at("12:00:01Z", "Termination began, triggered by the hook"),
				at("12:00:02Z", "Termination drained after 1 s"),
				at("12:00:05Z", "The application serves again: the termination was taken back"),
				at("12:00:09Z", "Termination began, triggered by SIGTERM"),
				at("12:00:11Z", "Termination deadline passed after 2 s")))
			.containsExactly("PROPAGATING 1-2", "DRAINED 2-5", "PROPAGATING 9-11", "DRAINED 11-20");
	}

	private static List<String> phases(String... lines) {
		return log(lines).phases(EXIT)
			.stream()
			.map((phase) -> phase.phase() + " " + phase.from().toSeconds() + "-" + phase.to().toSeconds())
			.toList();
	}

	private static StarterLog log(String... lines) {
		return StarterLog.of(List.of(lines), Results.STARTED_AT);
	}

	private static String at(String time, String message) {
		return "2026-11-22T" + time + "  INFO 7 --- [x] io.shutdownstarter.Termination  : " + message;
	}

}
