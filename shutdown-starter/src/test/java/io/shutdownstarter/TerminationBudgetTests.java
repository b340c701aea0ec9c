package io.shutdownstarter;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminationBudget}.
 */
class TerminationBudgetTests {

	private static final long ORIGIN = Long.MAX_VALUE - 1;

	@ParameterizedTest(name = "SIGTERM {0} ms after the hook: {1}")
	@CsvSource(textBlock = """
			0,     false
			20,    false
			299,   false
			840,   false
			860,   true
			1000,  true
			1050,  true
			1299,  true
			1301,  false
			3020,  true
			3500,  false
			9800,  false
			29849, false
			29851, true
			30000, true
			30020, true
			30500, true
			47500, true
			""")
	void sigtermIsTheKubeletsTimeoutAtWholeSecondsAndPastTheGracePeriod(long millis, boolean timeout) {
		long sigterm = ORIGIN + Duration.ofMillis(millis).toNanos();
		assertThat(TerminationBudget.isHookTimeout(ORIGIN, sigterm, Duration.ofSeconds(30))).isEqualTo(timeout);
	}

	@Test
	void deadlineIsTheGracePeriodWithoutTheReserve() {
		TerminationBudget budget = TerminationBudget.startingAt(ORIGIN, Duration.ofSeconds(30), Duration.ofSeconds(5));
		assertThat(budget.deadlineNanos() - ORIGIN).isEqualTo(Duration.ofSeconds(25).toNanos());
		assertThat(budget.endNanos() - ORIGIN).isEqualTo(Duration.ofSeconds(30).toNanos());
	}

	@ParameterizedTest(name = "signal after {0} s: {1} s until the deadline, {2} s until the end")
	@CsvSource(textBlock = """
			0,  25, 30
			10, 15, 20
			25, 1,  5
			27, 1,  3
			29, 1,  2
			90, 1,  2
			""")
	void lateSignalHasTwoSecondsAtLeast(long seconds, long untilDeadline, long untilEnd) {
		long signal = ORIGIN + Duration.ofSeconds(seconds).toNanos();
		TerminationBudget budget = TerminationBudget.startingAt(ORIGIN, Duration.ofSeconds(30), Duration.ofSeconds(5))
			.forSignalAt(signal);
		assertThat(budget.deadlineNanos() - signal).isEqualTo(Duration.ofSeconds(untilDeadline).toNanos());
		assertThat(budget.endNanos() - signal).isEqualTo(Duration.ofSeconds(untilEnd).toNanos());
	}

}
