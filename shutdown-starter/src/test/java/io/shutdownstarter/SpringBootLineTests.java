package io.shutdownstarter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpringBootLine}.
 */
class SpringBootLineTests {

	@ParameterizedTest
	@CsvSource({ "2.6.15, true, false", "2.7.18, true, false", "3.3.13, true, false", "3.4.0, false, false",
			"3.5.16, false, false", "4.0.9, false, false", "4.1.2, false, false", "4.2.0-M1, false, false",
			"4.2.0-SNAPSHOT, false, false", "4.3.0-M1, false, true", "4.10.0, false, true", "5.0.0, false, true" })
	void linesFrom34To42AreSupported(String version, boolean tooOld, boolean tooNew) {
		assertThat(SpringBootLine.of(version)).hasValueSatisfying((line) -> {
			assertThat(line.isTooOld()).isEqualTo(tooOld);
			assertThat(line.isTooNew()).isEqualTo(tooNew);
		});
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "4", "unknown", "99999.1", "4.x" })
	void aVersionWithoutTwoNumbersTellsNoLine(@Nullable String version) {
		assertThat(SpringBootLine.of(version)).isEmpty();
	}

}
