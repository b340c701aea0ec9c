package io.shutdownstarter.diagnostics;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.FindingId;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that an application that has something to be found hears of it, with what to do,
 * and that one that has not hears nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class FindingsTests {

	/**
	 * An application as it should be, on Kubernetes.
	 */
	private static final List<String> SANE = List.of("spring.main.cloud-platform=kubernetes",
			"spring.main.register-shutdown-hook=true", "management.server.port=0");

	@ParameterizedTest
	@ValueSource(strings = { "spring.application.name=sane", "management.server.port=0", "server.shutdown=graceful",
			"spring.lifecycle.timeout-per-shutdown-phase=30s", "shutdown-starter.grace-period=10s",
			"server.address=127.0.0.1", "management.endpoints.web.exposure.include=*",
			"management.endpoints.access.default=read-only", "spring.main.lazy-initialization=true",
			"spring.main.web-application-type=none", "shutdown-starter.enabled=false" })
	void saneApplicationHasNone(String property, CapturedOutput output) {
		start(property);
		assertThat(output).doesNotContain("Finding ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.server.port=0", "shutdown-starter.prestop.token=secret" })
	void saneWebFluxApplicationHasNone(String property, CapturedOutput output) {
		start(WebFlux.NETTY.and("management.server.port=", property));
		assertThat(output).contains("Termination by hook").doesNotContain("Finding ");
	}

	@ParameterizedTest
	@CsvSource({ "no-token, management.server.port=", "hook-unreachable, management.endpoint.prestop.access=none",
			"hook-unreachable, management.server.address=127.0.0.1" })
	void webFluxApplicationThatHasOneHearsOfIt(String id, String property, CapturedOutput output) {
		start(WebFlux.NETTY.and(property));
		assertThat(findings(output)).singleElement().asString().contains("WARN", "Finding " + id + ": ");
	}

	@Test
	void applicationThatSharesItsPortWithATokenHasNone(CapturedOutput output) {
		start("management.server.port=", "shutdown-starter.prestop.token=secret");
		assertThat(output).doesNotContain("Finding ");
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					no-shutdown-hook   | spring.main.register-shutdown-hook=false                  | Remove the property
					immediate-shutdown | server.shutdown=immediate                                 | graceful is Spring Boot's default
					immediate-shutdown | server.shutdown=IMMEDIATE                                 | Remove the property
					phase-timeout      | spring.lifecycle.timeout-per-shutdown-phase=31s           | is 31 s, more than shutdown-starter.grace-period (30 s)
					phase-timeout      | spring.lifecycle.timeout-per-shutdown-phase=2m            | 25 s at the most, 5 s if requests are waited for
					unknown-setting    | shutdown-starter.grace-perod=60s                          | shutdown-starter.grace-perod is set
					unknown-setting    | shutdown-starter.propagation.minimun=1s                   | shutdown-starter.propagation.minimun is set
					no-token           | management.server.port=                                   | shutdown-starter.prestop.token
					hook-unreachable   | management.server.port=-1                                 | management.server.port is -1
					hook-unreachable   | management.endpoint.prestop.access=none                   | management.endpoint.prestop.access is none
					hook-unreachable   | management.endpoints.access.default=none                  | management.endpoints.access.default is none
					hook-unreachable   | management.endpoints.access.max-permitted=none            | management.endpoints.access.max-permitted is none
					hook-unreachable   | management.endpoints.web.exposure.exclude=prestop         | exposure.exclude is prestop
					hook-unreachable   | management.endpoints.web.exposure.exclude=*               | exposure.exclude is *
					hook-unreachable   | management.server.address=127.0.0.1                       | management.server.address is 127.0.0.1
					hook-unreachable   | management.server.address=localhost                       | management.server.address is 127.0.0.1
					""")
	void applicationThatHasOneHearsOfItUnlessItIsSilenced(String id, String property, String text,
			CapturedOutput output) {
		start(property);
		assertThat(findings(output)).singleElement()
			.asString()
			.contains("WARN", "Finding " + id + ": ", text, "shutdown-starter.findings.ignored=" + id);

		start(property, "shutdown-starter.findings.ignored=" + id);
		assertThat(findings(output)).hasSize(1);
	}

	@Test
	void sharedPortOnLoopbackCannotBeReached(CapturedOutput output) {
		start("management.server.port=", "server.address=127.0.0.1", "shutdown-starter.prestop.token=secret");
		assertThat(findings(output)).singleElement()
			.asString()
			.contains("hook-unreachable", "server.address is 127.0.0.1");
	}

	@Test
	void applicationWithoutWebEndpointsCannotBeReached(CapturedOutput output) {
		start("spring.autoconfigure.exclude="
				+ "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration");
		assertThat(findings(output)).singleElement().asString().contains("hook-unreachable", "serves no endpoint");
	}

	@Test
	void allFindingsAreHeardOfAtOnce(CapturedOutput output) {
		start("server.shutdown=immediate", "management.server.port=-1");
		assertThat(findings(output)).hasSize(2);
	}

	@Test
	void nobodyHearsOfFindingsElsewhere(CapturedOutput output) {
		start("spring.main.cloud-platform=none", "server.shutdown=immediate", "management.server.port=-1",
				"spring.main.register-shutdown-hook=false");
		assertThat(output).contains("Termination by SIGTERM").doesNotContain("Finding ");
	}

	@Test
	void misspelledIdStopsTheStart(CapturedOutput output) {
		assertThatThrownBy(() -> start("shutdown-starter.findings.ignored=no-token,pid-shell"));
		assertThat(output).contains("shutdown-starter.findings.ignored=pid-shell is not the id of a finding.",
				"Use some of hook-unreachable, immediate-shutdown, no-shutdown-hook, no-token, phase-timeout, pid1-shell, security-hook, unknown-setting, xrs.");
	}

	@Test
	void checkThatFailsNeitherStopsTheStartNorHidesOthers(CapturedOutput output) throws Exception {
		String[] properties = Stream.concat(SANE.stream(), Stream.of("server.shutdown=immediate"))
			.toArray(String[]::new);
		try (TestServer server = TestServer.start(Failing.class, properties)) {
			assertThat(HttpConnection.get(server.managementPort(), "/actuator/health/readiness").status())
				.isEqualTo(200);
		}
		assertThat(findings(output)).singleElement().asString().contains("immediate-shutdown");
	}

	@Test
	void idsAreThoseOfTheDocumentation() {
		assertThat(Stream.of(FindingId.values()).map(FindingId::toString)).containsExactly("pid1-shell", "xrs",
				"no-shutdown-hook", "hook-unreachable", "immediate-shutdown", "no-token", "security-hook",
				"phase-timeout", "unknown-setting");
	}

	private static void start(String... properties) {
		TestServer
			.start(ServedApplication.class, Stream.concat(SANE.stream(), Stream.of(properties)).toArray(String[]::new))
			.close();
	}

	private static List<String> findings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("Finding ")).toList();
	}

	@Import(ServedApplication.class)
	static class Failing {

		@Bean
		StartupCheck failingCheck() {
			return () -> {
				throw new IllegalStateException("for the test");
			};
		}

		@Bean
		StartupCheck checkOfAbsentClass() {
			return () -> {
				throw new NoClassDefFoundError("for the test");
			};
		}

	}

}
