package io.shutdownstarter.actuate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrozenManagementPort}. In processes: {@code AotIT}.
 */
class FrozenManagementPortTests {

	@ParameterizedTest
	@CsvSource({ "SAME, 9090, own port", "SAME, -1, own port", "DIFFERENT, 8080, a port of its own",
			"DIFFERENT, -1, a port of its own", "DISABLED, 9090, not served" })
	void anActuatorElsewhereThanAtBuildTimeStopsTheStart(ManagementPortType built, String port, String place) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new FrozenManagementPort(built, environment(port)))
			.satisfies((failure) -> assertThat(failure.getReason()).contains(place));
	}

	@Test
	void aPortThatIsNotSetIsNoValueNamedNull() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new FrozenManagementPort(ManagementPortType.DIFFERENT, new MockEnvironment()))
			.satisfies((failure) -> assertThat(failure.getValue()).isEqualTo("(not set)"));
	}

	@ParameterizedTest
	@EnumSource(ManagementPortType.class)
	void anActuatorWhereItWasAtBuildTimeStarts(ManagementPortType built) {
		String port = switch (built) {
			case SAME -> "8080";
			case DIFFERENT -> "9091";
			case DISABLED -> "-1";
		};
		assertThatCode(() -> new FrozenManagementPort(built, environment(port))).doesNotThrowAnyException();
	}

	private static MockEnvironment environment(String port) {
		return new MockEnvironment().withProperty("server.port", "8080").withProperty("management.server.port", port);
	}

}
