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
	@CsvSource({ "30s, 5s, 2s, 15s", "15s, 5s, 2s, 10s", "60s, 20s, 2s, 20s", "60s, 5s, 30s, 30s", "10s, 5s, 4s, 5s" })
	void maximumFollowsTheOtherSettingsWhenItIsNotSet(String grace, String minimum, String quiet, String maximum) {
		this.contextRunner.withPropertyValues("shutdown-starter.grace-period=" + grace,
				"shutdown-starter.propagation.minimum=" + minimum, "shutdown-starter.propagation.quiet-period=" + quiet)
			.run((context) -> assertThat(context.getBean(ShutdownProperties.class).longestPropagation())
				.isEqualTo(Duration.ofSeconds(Long.parseLong(maximum.replace("s", "")))));
	}

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					grace-period              | -1s                  | shutdown-starter.grace-period=-1s is not between 2 s and 604800 s
					grace-period              | 0                    | shutdown-starter.grace-period=0s is not between 2 s and 604800 s
					grace-period              | 1500ms               | shutdown-starter.grace-period=1.5s is not between 2 s and 604800 s
					grace-period              | 8d                   | shutdown-starter.grace-period=691200s is not between 2 s and 604800 s
					grace-period              | 9223372036854775807s | shutdown-starter.grace-period=9223372036854775807s is not between 2 s and 604800 s
					grace-period              | 5s                   | shutdown-starter.close-reserve=5s leaves nothing of shutdown-starter.grace-period (5 s)
					grace-period              | 9s                   | shutdown-starter.propagation.minimum=5s is longer than shutdown-starter.grace-period (9 s) minus shutdown-starter.close-reserve (5 s), which leaves 4 s
					close-reserve             | -1ms                 | shutdown-starter.close-reserve=-0.001s is not between 0 s and 604800 s
					close-reserve             | 8d                   | shutdown-starter.close-reserve=691200s is not between 0 s and 604800 s
					close-reserve             | 30                   | shutdown-starter.close-reserve=30s leaves nothing of shutdown-starter.grace-period (30 s)
					close-reserve             | 26s                  | shutdown-starter.propagation.minimum=5s is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (26 s), which leaves 4 s
					propagation.minimum       | -5s                  | shutdown-starter.propagation.minimum=-5s is not between 0 s and 604800 s
					propagation.minimum       | 26s                  | shutdown-starter.propagation.minimum=26s is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (5 s), which leaves 25 s
					propagation.minimum       | 9000000000000000s    | shutdown-starter.propagation.minimum=9000000000000000s is not between 0 s and 604800 s
					propagation.quiet-period  | -2s                  | shutdown-starter.propagation.quiet-period=-2s is not between 0 s and 604800 s
					propagation.quiet-period  | 26s                  | shutdown-starter.propagation.quiet-period=26s is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (5 s), which leaves 25 s
					propagation.quiet-period  | 8d                   | shutdown-starter.propagation.quiet-period=691200s is not between 0 s and 604800 s
					propagation.maximum       | -1s                  | shutdown-starter.propagation.maximum=-1s is not between 0 s and 604800 s
					propagation.maximum       | 0                    | shutdown-starter.propagation.minimum=5s is longer than shutdown-starter.propagation.maximum (0 s)
					propagation.maximum       | 4s                   | shutdown-starter.propagation.minimum=5s is longer than shutdown-starter.propagation.maximum (4 s)
					propagation.maximum       | 60s                  | shutdown-starter.propagation.maximum=60s is longer than shutdown-starter.grace-period (30 s) minus shutdown-starter.close-reserve (5 s), which leaves 25 s
					propagation.maximum       | 8d                   | shutdown-starter.propagation.maximum=691200s is not between 0 s and 604800 s
					propagation.ignored-paths | api                  | shutdown-starter.propagation.ignored-paths=api does not begin with a slash
					propagation.ignored-paths | /**                  | shutdown-starter.propagation.ignored-paths=/** matches every request, so that none would be waited for
					prestop.recovery-delay    | -60s                 | shutdown-starter.prestop.recovery-delay=-60s is not between 0 s and 604800 s
					prestop.recovery-delay    | 8d                   | shutdown-starter.prestop.recovery-delay=691200s is not between 0 s and 604800 s
					prestop.token             | s3cret with blanks   | shutdown-starter.prestop.token=(18 characters) has characters that a header cannot carry safely
					prestop.token             | ''                   | shutdown-starter.prestop.token=(0 characters) is empty
					termination-message.path  | termination-log      | shutdown-starter.termination-message.path=termination-log is not absolute
					""")
	void badValueStopsTheStartAndNamesPropertyValueAndArithmetic(String property, String value, String message) {
		this.contextRunner.withPropertyValues("shutdown-starter." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidShutdownSettingException.class)
				.hasMessage(message));
	}

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					grace-period              | 30ms | Set shutdown-starter.grace-period to a duration with its unit, such as 30s.
					close-reserve             | 30s  | Set shutdown-starter.close-reserve to less than 30 s, or raise terminationGracePeriodSeconds and shutdown-starter.grace-period together.
					propagation.maximum       | 60s  | Raise terminationGracePeriodSeconds in the pod's manifest and shutdown-starter.grace-period to at least 65 s, or lower shutdown-starter.propagation.maximum.
					propagation.maximum       | 1s   | Raise shutdown-starter.propagation.maximum to at least 5 s, or lower shutdown-starter.propagation.minimum.
					propagation.ignored-paths | api  | Write it as /api.
					propagation.ignored-paths | /**  | Name only the paths of requests that may be cut off.
					prestop.token             | a b  | Use visible ASCII characters without blanks, or remove the property for no token.
					termination-message.path  | log  | Set it to the container's terminationMessagePath, or set shutdown-starter.termination-message.enabled to false.
					""")
	void failedStartTellsTheRemedy(String property, String value, String remedy, CapturedOutput output) {
		fail("shutdown-starter." + property + "=" + value);
		assertThat(output).contains("APPLICATION FAILED TO START", "Description:", "Action:", remedy);
	}

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			enabled                     | perhaps  | Invalid boolean value 'perhaps'
			grace-period                | soon     | 'soon' is not a valid duration
			close-reserve               | 5 apples | '5 apples' is not a valid duration
			readiness                   | later    | AFTER_PROPAGATION
			propagation.minimum         | 5x       | Unknown unit 'x'
			propagation.quiet-period    | true     | 'true' is not a valid duration
			propagation.maximum         | 99999999999999999999s | For input string
			propagation.on-sigterm      | maybe    | ALWAYS
			prestop.recovery-delay      | never    | 'never' is not a valid duration
			termination-message.enabled | 2        | Invalid boolean value '2'
			""")
	void wrongTypeIsExplained(String property, String value, String reason, CapturedOutput output) {
		fail("shutdown-starter." + property + "=" + value);
		assertThat(output).contains("APPLICATION FAILED TO START", "Property: shutdown-starter." + property,
				"Value: \"" + value + "\"", reason);
	}

	@Test
	void numberWithoutUnitIsInSecondsAsInTheManifest() {
		this.contextRunner
			.withPropertyValues("shutdown-starter.grace-period=60", "shutdown-starter.close-reserve=6",
					"shutdown-starter.propagation.minimum=7", "shutdown-starter.propagation.quiet-period=3",
					"shutdown-starter.propagation.maximum=20", "shutdown-starter.prestop.recovery-delay=90")
			.run((context) -> {
				ShutdownProperties properties = context.getBean(ShutdownProperties.class);
				assertThat(properties.gracePeriod()).isEqualTo(Duration.ofSeconds(60));
				assertThat(properties.closeReserve()).isEqualTo(Duration.ofSeconds(6));
				assertThat(properties.propagation().minimum()).isEqualTo(Duration.ofSeconds(7));
				assertThat(properties.propagation().quietPeriod()).isEqualTo(Duration.ofSeconds(3));
				assertThat(properties.longestPropagation()).isEqualTo(Duration.ofSeconds(20));
				assertThat(properties.prestop().recoveryDelay()).isEqualTo(Duration.ofSeconds(90));
			});
	}

	@Test
	void zeroIsTakenWhereItMeansSomething() {
		this.contextRunner
			.withPropertyValues("shutdown-starter.close-reserve=0", "shutdown-starter.propagation.minimum=0",
					"shutdown-starter.propagation.quiet-period=0", "shutdown-starter.propagation.maximum=0",
					"shutdown-starter.prestop.recovery-delay=0")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void tokenIsNotPrinted(CapturedOutput output) {
		fail("shutdown-starter.prestop.token=s3cret with blanks");
		assertThat(output).doesNotContain("s3cret");
		assertThat(TestSettings.of("prestop.token=s3cret")).asString().contains("******").doesNotContain("s3cret");
	}

	private static void fail(String setting) {
		SpringApplication application = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE).build();
		assertThatThrownBy(() -> application.run("--" + setting));
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ApplicationAvailabilityAutoConfiguration.class, ShutdownAutoConfiguration.class })
	static class App {

	}

}
