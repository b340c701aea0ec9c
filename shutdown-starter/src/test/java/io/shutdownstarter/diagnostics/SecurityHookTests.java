package io.shutdownstarter.diagnostics;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;

import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.SpringSecuritySwitch;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what is said of Spring Security's rules is what a call of the hook meets.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityHookTests {

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ "ByDefault, , 401", "ByDefault, management.server.port=0, 401", "Closed, , 401",
			"Closed, management.server.port=0, 401", "Permitted, , 200", "Permitted, management.server.port=0, 200",
			"Permitted, server.servlet.context-path=/app, 200", "Permitted, spring.mvc.servlet.path=/mvc, 200",
			"Permitted, management.endpoints.web.base-path=/act, 200",
			"Permitted, management.server.port=0;management.server.base-path=/ops, 200", "PermittedByPath, , 200",
			"PermittedByPath, management.server.port=0, 200",
			"PermittedByPath, management.endpoints.web.base-path=/act, 401", "Ignored, , 200", "Debugged, , 401",
			"ApiOnly, , 200" })
	void refusedHookIsFound(String configuration, @Nullable String properties, int status, CapturedOutput output)
			throws Exception {
		try (TestServer server = start(configuration, properties)) {
			String path = output.toString().replaceAll("(?s).*hook GET :\\d+(\\S+) .*", "$1");

			assertThat(HttpConnection.get(server.managementPort(), path).status()).isEqualTo(status);
			assertThat(output).doesNotContain("A check failed");

			if (status == 200) {
				assertThat(output).doesNotContain("Finding security-hook");
			}
			else {
				assertThat(output).contains("WARN",
						"Finding security-hook: Spring Security does not let GET " + path + " pass without a login",
						"EndpointRequest.to(\"prestop\")");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "shutdown-starter.findings.ignored=security-hook", "spring.main.cloud-platform=none",
			"management.server.port=-1" })
	void refusedHookIsNotFound(String property, CapturedOutput output) {
		start("ByDefault", property).close();
		assertThat(output).doesNotContain("Finding security-hook");
	}

	private static TestServer start(String configuration, @Nullable String properties) {
		Class<?> type = Stream.of(SecurityHookTests.class.getDeclaredClasses())
			.filter((candidate) -> candidate.getSimpleName().equals(configuration))
			.findFirst()
			.orElseThrow();
		List<String> more = (properties != null) ? List.of(properties.split(";", -1)) : List.of();
		return TestServer.start(type,
				Stream.concat(Stream.of(SpringSecuritySwitch.ON, "spring.main.cloud-platform=kubernetes",
						"logging.level.io.shutdownstarter=debug", "shutdown-starter.propagation.minimum=0s",
						"shutdown-starter.propagation.quiet-period=0s"), more.stream())
					.toArray(String[]::new));
	}

	@Import(ServedApplication.class)
	static class ByDefault {

	}

	@Import(ServedApplication.class)
	static class Closed {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Import(ServedApplication.class)
	static class Permitted {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to("prestop"))
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Import(ServedApplication.class)
	static class PermittedByPath {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((
					requests) -> requests.requestMatchers("/actuator/prestop").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Import(Closed.class)
	static class Ignored {

		@Bean
		WebSecurityCustomizer customizer() {
			return (web) -> web.ignoring().requestMatchers("/actuator/**");
		}

	}

	@Import(Closed.class)
	@EnableWebSecurity(debug = true)
	static class Debugged {

	}

	@Import(ServedApplication.class)
	static class ApiOnly {

		@Bean
		@Order(1)
		SecurityFilterChain chain(HttpSecurity http) {
			return http.securityMatcher("/api/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
