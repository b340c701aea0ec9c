package io.shutdownstarter;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.ShutdownProperties.OnSigterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ShutdownProperties}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class, ShutdownAutoConfiguration.class));

	@Test
	void defaultsFitKubernetesOwnGracePeriod() {
		this.contextRunner.run((context) -> {
			ShutdownProperties properties = context.getBean(ShutdownProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.gracePeriod()).isEqualTo(Duration.ofSeconds(30));
			assertThat(properties.closeReserve()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.propagation().minimum()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.propagation().quietPeriod()).isEqualTo(Duration.ofSeconds(2));
			assertThat(properties.longestPropagation()).isEqualTo(Duration.ofSeconds(15));
			assertThat(properties.propagation().onSigterm()).isEqualTo(OnSigterm.AUTO);
			assertThat(properties.propagation().ignoredPaths()).isEmpty();
			assertThat(properties.prestop().recoveryDelay()).isEqualTo(Duration.ofSeconds(60));
		});
	}

	@ParameterizedTest(name = "grace {0}, minimum {1}, quiet {2}: at most {3}")
	@CsvSource({ "30s, 5s, 2s, 15s", "15s, 5s, 2s, 10s", "60s, 20s, 2s, 20s", "60s, 5s, 30s, 30s", "10s, 5s, 30s, 5s" })
	void maximumFollowsTheOtherSettingsWhenItIsNotSet(String grace, String minimum, String quiet, String maximum) {
		this.contextRunner.withPropertyValues("shutdown-starter.grace-period=" + grace,
				"shutdown-starter.propagation.minimum=" + minimum, "shutdown-starter.propagation.quiet-period=" + quiet)
			.run((context) -> assertThat(context.getBean(ShutdownProperties.class).longestPropagation())
				.isEqualTo(Duration.ofSeconds(Long.parseLong(maximum.replace("s", "")))));
	}

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					grace-period             | -1s   | shutdown-starter.grace-period=PT-1S is not between 2 s and 604800 s
					grace-period             | 0     | shutdown-starter.grace-period=PT0S is not between 2 s and 604800 s
					grace-period             | 8d    | shutdown-starter.grace-period=PT192H is not between 2 s and 604800 s
					grace-period             | 5s    | shutdown-starter.close-reserve=PT5S leaves nothing of shutdown-starter.grace-period (5 s)
					grace-period             | 9s    | shutdown-starter.propagation.minimum=PT5S is longer than shutdown-starter.grace-period (9 s) minus shutdown-starter.close-reserve (5 s), which leaves 4 s
					close-reserve            | -1ms  | shutdown-starter.close-reserve=PT-0.001S is not between 0 s and 604800 s
					close-reserve            | 26s   | shutdown-starter.propagation.minimum=PT5S is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (26 s), which leaves 4 s
					propagation.minimum      | -5s   | shutdown-starter.propagation.minimum=PT-5S is not between 0 s and 604800 s
					propagation.minimum      | 26s   | shutdown-starter.propagation.minimum=PT26S is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (5 s), which leaves 25 s
					propagation.quiet-period | -2s   | shutdown-starter.propagation.quiet-period=PT-2S is not between 0 s and 604800 s
					propagation.maximum      | 4s    | shutdown-starter.propagation.minimum=PT5S is longer than shutdown-starter.propagation.maximum (4 s)
					propagation.maximum      | 60s   | shutdown-starter.propagation.maximum=PT1M is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (5 s), which leaves 25 s
					propagation.ignored-paths | api  | shutdown-starter.propagation.ignored-paths=api does not begin with a slash
					prestop.recovery-delay   | -60s  | shutdown-starter.prestop.recovery-delay=PT-1M is not between 0 s and 604800 s
					""")
	void badValueStopsTheStartAndNamesPropertyValueAndArithmetic(String property, String value, String message) {
		this.contextRunner.withPropertyValues("shutdown-starter." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidShutdownSettingException.class)
				.hasMessage(message));
	}

	@Test
	void failureIsExplainedWithItsRemedy(CapturedOutput output) {
		SpringApplication application = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE).build();
		assertThatThrownBy(() -> application.run("--shutdown-starter.propagation.maximum=60s"))
			.hasRootCauseInstanceOf(InvalidShutdownSettingException.class);
		assertThat(output).contains("Description:",
				"shutdown-starter.propagation.maximum=PT1M is longer than shutdown-starter.grace-period (30 s)"
						+ " minus shutdown-starter.close-reserve (5 s), which leaves 25 s.",
				"Action:", "Raise terminationGracePeriodSeconds in the pod's manifest and"
						+ " shutdown-starter.grace-period to at least 65 s, or lower shutdown-starter.propagation.maximum.");
	}

	@Test
	void wrongTypeIsExplained(CapturedOutput output) {
		SpringApplication application = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE).build();
		assertThatThrownBy(() -> application.run("--shutdown-starter.grace-period=soon"));
		assertThat(output).contains("Property: shutdown-starter.grace-period", "Value: \"soon\"",
				"'soon' is not a valid duration");
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ApplicationAvailabilityAutoConfiguration.class, ShutdownAutoConfiguration.class })
	static class App {

	}

}
