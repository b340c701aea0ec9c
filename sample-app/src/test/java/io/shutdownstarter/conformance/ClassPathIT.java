package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.conformance.fixture.BareApp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications of other kinds end on SIGTERM as they should.
 */
@Execution(ExecutionMode.CONCURRENT)
class ClassPathIT {

	@Test
	@DisplayName("A10: under lazy initialization SIGTERM runs the full sequence")
	void a10_lazyInitializationRunsTheFullSequence() throws IOException {
		try (FixtureApp app = builder("a10-lazy").arguments("--spring.main.lazy-initialization=true").start()) {
			app.sigterm();
			app.awaitLine("Termination began");

			assertThat(app.get("/work").body()).isEqualTo("done");
			assertThat(app.awaitExit()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
			assertThat(app.line("Termination drained")).contains("1 late requests");
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

	@Test
	@DisplayName("Without a web server SIGTERM ends the process at once")
	void withoutAWebServerSigtermEndsTheProcessAtOnce() {
		try (FixtureApp app = FixtureApp.of(BareApp.class, "no-web")
			.arguments("--spring.main.web-application-type=none", "--spring.main.keep-alive=true")
			.settings("propagation.minimum=15s", "propagation.maximum=15s")
			.start()) {
			app.sigterm();

			assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(5));
			assertThat(app.line("Termination began")).contains("no propagation wait is due");
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("A class path without what the starter can use: the application starts, serves and ends on SIGTERM")
	@CsvSource({
			"no-micrometer, spring-boot-starter-micrometer;spring-boot-micrometer;micrometer-core;micrometer-jakarta",
			"no-mvc, spring-boot-starter-web-;spring-boot-webmvc;spring-webmvc",
			"no-actuator, spring-boot-starter-actuator;spring-boot-actuator;spring-boot-health" })
	void anApplicationWithoutSomeJarsEndsOnSigterm(String name, String jars) throws IOException {
		try (FixtureApp app = builder(name).withoutJars(jars.split(";", -1)).start()) {
			assertThat(app.get("/work").body()).isEqualTo("done");

			app.sigterm();

			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
			assertThat(app.line("Termination drained")).contains("propagation 2");
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	private static FixtureApp.Builder builder(String name) {
		return FixtureApp.of(BareApp.class, name).settings("propagation.minimum=2s", "propagation.quiet-period=500ms");
	}

}
