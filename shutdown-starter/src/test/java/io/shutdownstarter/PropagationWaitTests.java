package io.shutdownstarter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropagationWait}.
 */
class PropagationWaitTests {

	@ParameterizedTest(name = "after {0}, silent for {1}: {2} more")
	@CsvSource(textBlock = """
			# elapsed, silent, remaining: minimum 5, quiet 2, maximum 15
			0,  0,  5
			1,  1,  4
			3,  3,  2
			5,  5,  0
			4,  0,  2
			5,  0,  2
			5,  1,  1
			5,  2,  0
			9,  0,  2
			14, 0,  1
			15, 0,  0
			99, 0,  0
			99, 99, 0
			""")
	void waitsForMinimumThenQuietAtMostMaximum(long elapsed, long silent, long remaining) {
		assertThat(new PropagationWait(5, 2, 15).remainingNanos(elapsed, silent)).isEqualTo(remaining);
	}

	@ParameterizedTest(name = "minimum {0}, quiet {1}, maximum {2}, silent since {3}: {4} more")
	@CsvSource(textBlock = """
			0, 0, 0,  0, 0
			0, 0, 15, 0, 0
			0, 2, 15, 0, 2
			5, 0, 15, 0, 5
			5, 9, 7,  0, 7
			""")
	void zeroMeansNoWait(long minimum, long quiet, long maximum, long silent, long remaining) {
		assertThat(new PropagationWait(minimum, quiet, maximum).remainingNanos(0, silent)).isEqualTo(remaining);
	}

}
