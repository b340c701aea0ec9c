package io.shutdownstarter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SpringBootLineCheck}. With old and new Boot itself:
 * {@code UnsupportedBootIT}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringBootLineCheckTests {

	private static final String ALLOWED = "shutdown-starter.allow-untested-spring-boot=true";

	private static final String OFF = "shutdown-starter.enabled=false";

	@Test
	void anOldLineStopsTheStartWithVersionLinesAndRemedy() {
		FailureAnalysis analysis = analysis("3.3.13");

		assertThat(analysis.getDescription())
			.isEqualTo("Spring Boot 3.3.13 is older than the lines that this version of the starter works with: "
					+ "3.4 to 4.2.");
		assertThat(analysis.getAction()).isEqualTo(
				"Use Spring Boot 3.4 or later. " + "To start without the starter, set shutdown-starter.enabled=false.");
	}

	@Test
	void aNewLineStopsTheStartWithVersionLinesAndRemedy() {
		FailureAnalysis analysis = analysis("4.3.0");

		assertThat(analysis.getDescription())
			.isEqualTo("Spring Boot 4.3.0 is newer than the lines that this version of the starter is made for: "
					+ "3.4 to 4.2.");
		assertThat(analysis.getAction()).isEqualTo("Use a newer version of the starter. "
				+ "To go on with this one at your own risk, set shutdown-starter.allow-untested-spring-boot=true. "
				+ "To start without the starter, set shutdown-starter.enabled=false.");
	}

	@Test
	void aNewLineGoesOnWithAWarningIfTheUserSaysSo(CapturedOutput output) {
		check("4.3.0", ALLOWED);

		assertThat(output).contains("goes on with Spring Boot 4.3.0, although it is made for lines up to 4.2 only");
	}

	@Test
	void anOldLineStopsTheStartWhateverTheUserSays() {
		assertThatExceptionOfType(UnsupportedSpringBootException.class).isThrownBy(() -> check("2.7.18", ALLOWED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.3.13", "4.3.0" })
	void anyLineGoesOnWithoutTheStarter(String version) {
		assertThatCode(() -> check(version, OFF)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "3.4.0", "4.1.2", "4.2.0-M1", "mine" })
	void aSupportedLineAndOneThatCannotBeToldGoOn(@Nullable String version, CapturedOutput output) {
		assertThatCode(() -> check(version)).doesNotThrowAnyException();
		assertThat(output).doesNotContain("Spring Boot");
	}

	@Test
	void bootAsksTheCheck() {
		assertThat(SpringFactoriesLoader.loadFactories(AutoConfigurationImportFilter.class, null))
			.hasAtLeastOneElementOfType(SpringBootLineCheck.class);
	}

	private static FailureAnalysis analysis(String version) {
		UnsupportedSpringBootException failure = catchThrowableOfType(UnsupportedSpringBootException.class,
				() -> check(version));
		FailureAnalysis analysis = new UnsupportedSpringBootFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static void check(@Nullable String version, String... settings) {
		MockEnvironment environment = new MockEnvironment();
		for (String setting : settings) {
			String[] parts = setting.split("=", 2);
			environment.setProperty(parts[0], parts[1]);
		}
		new SpringBootLineCheck(version).setEnvironment(environment);
	}

}
