package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.conformance.fixture.BareApp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is process 1 of the container, what it does to SIGTERM, and what is said of it at
 * the start. As in a container, process 1 is the first of a process namespace, and
 * signals come from outside of it.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProcessOneIT {

	/**
	 * A script that goes on after Java, as most do: a shell may start the last command of
	 * a script in its own place.
	 */
	private static final String STAYS = "true; \"$@\"; echo the script has ended";

	private static final String FINDING = "Finding ";

	@ParameterizedTest(name = "{0} {1}")
	@DisplayName("F47: after a clean run the exit code is 143")
	@CsvSource(delimiter = '|', textBlock = """
			java |      |
			exec | dash | true; exec "$@"
			exec | bash | true; exec "$@"
			trap | dash | trap 'kill -TERM $!' TERM; "$@" & wait; wait $!
			trap | bash | trap 'kill -TERM $!' TERM; "$@" & wait; wait $!
			""")
	void f47_aCleanRunEndsWith143(String name, @Nullable String shell, @Nullable String script) throws IOException {
		if (shell == null || script == null) {
			assertCleanRun("f47-" + name);
		}
		else {
			assertCleanRun("f47-" + name + "-" + shell, shell, "-c", script, shell);
		}
	}

	@Test
	@DisplayName("F47: after a clean run below an init the exit code is 143")
	void f47_aCleanRunBelowAnInitEndsWith143() throws IOException {
		PidNamespace.assumeInstalled("tini");
		assertCleanRun("f47-tini", "tini", "--");
	}

	private static void assertCleanRun(String name, String... before) throws IOException {
		try (FixtureApp app = builder(name).launchedBy(PidNamespace.launcher(before)).start()) {
			assertThat(app.get("/work").body()).isEqualTo("done");
			assertThat(app.management("/actuator/prestop").status()).isEqualTo(200);

			PidNamespace.first(app).destroy();

			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
			assertThat(app.line("Termination by hook")).contains("port: " + app.pod().managementPort() + "}}}");
			assertThat(app.line(FINDING)).isEmpty();
		}
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("F48, F47: sh -c without exec is diagnosed; SIGTERM is lost, and the exit code is 137 by SIGKILL")
	@ValueSource(strings = { "dash", "bash" })
	void f48_aShellThatStaysProcessOneIsDiagnosed(String shell) throws IOException {
		try (FixtureApp app = builder("f48-" + shell).launchedBy(PidNamespace.launcher(shell, "-c", STAYS, shell))
			.start()) {
			assertThat(app.line(FINDING)).contains("WARN", "Finding pid1-shell: ", "(" + shell + ", process 1)",
					"exec java");

			assertSigtermIsLost(app);
		}
	}

	@Test
	@DisplayName("F48: a finding is silenced by its id")
	void f48_theDiagnosisIsSilencedByItsId() throws IOException {
		try (FixtureApp app = builder("f48-silenced").settings("findings.ignored=pid1-shell,xrs")
			.launchedBy(PidNamespace.launcher("dash", "-c", STAYS, "dash"))
			.jvmArguments("-Xrs")
			.start()) {
			assertThat(app.line(FINDING)).isEmpty();

			assertSigtermIsLost(app);
		}
	}

	@Test
	@DisplayName("F48: sh -c without exec below an init is diagnosed; the JVM dies with the shell")
	void f48_aShellBelowAnInitIsDiagnosed() throws IOException {
		PidNamespace.assumeInstalled("tini");
		try (FixtureApp app = builder("f48-tini-dash")
			.launchedBy(PidNamespace.launcher("tini", "--", "dash", "-c", STAYS, "dash"))
			.start()) {
			assertThat(app.line(FINDING)).contains("WARN", "Finding pid1-shell: ", "(dash, process ",
					"It ends by SIGTERM");

			PidNamespace.first(app).destroy();

			app.awaitExit();
			assertThat(app.lineOf("Termination began")).isNegative();
			assertThat(app.lineOf("fixture's beans are destroyed")).isNegative();
		}
	}

	@Test
	@DisplayName("F48, F47: -Xrs is diagnosed; process 1 ignores SIGTERM, and the exit code is 137 by SIGKILL")
	void f48_reducedSignalsAreDiagnosed() throws IOException {
		try (FixtureApp app = builder("f48-xrs").launchedBy(PidNamespace.launcher()).jvmArguments("-Xrs").start()) {
			assertThat(app.line(FINDING)).contains("WARN", "Finding xrs: ", "Remove -Xrs");

			assertSigtermIsLost(app);
		}
	}

	@ParameterizedTest
	@DisplayName("F48: -Xrs is diagnosed wherever it comes from")
	@ValueSource(
			strings = { "JAVA_TOOL_OPTIONS=-Xrs", "JDK_JAVA_OPTIONS=-Xrs", "JAVA_TOOL_OPTIONS=-XX:+ReduceSignalUsage" })
	void f48_reducedSignalsFromTheEnvironmentAreDiagnosed(String variable) {
		try (FixtureApp app = builder("f48-" + variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"))
			.launchedBy("env", variable)
			.start()) {
			assertThat(app.line(FINDING)).contains("WARN", "Finding xrs: ",
					variable.substring(variable.indexOf('=') + 1));
		}
	}

	private static void assertSigtermIsLost(FixtureApp app) throws IOException {
		ProcessHandle first = PidNamespace.first(app);
		first.destroy();

		// nothing tells that nothing happens
		assertThat(app.livesOnFor(Duration.ofSeconds(2))).isTrue();
		assertThat(app.get("/work").body()).isEqualTo("done");
		assertThat(app.lineOf("Termination began")).isNegative();
		first.destroyForcibly();
		app.awaitExit();
		assertThat(app.process().exitValue()).isEqualTo(137);
		assertThat(app.lineOf("fixture's beans are destroyed")).isNegative();
	}

	private static FixtureApp.Builder builder(String name) {
		return FixtureApp.of(BareApp.class, name).settings("propagation.minimum=0s", "propagation.quiet-period=0s");
	}

}
