package io.shutdownstarter.docs;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.shutdownstarter.docs.snippets.SecuredApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rules of Spring Security that the docs show, where the hook is on the
 * application's port.
 */
class SharedPortSecurityTests {

	private static final String HOOK = "/actuator/prestop";

	private static ConfigurableApplicationContext start(Class<?> configuration, String... settings) {
		return new SpringApplicationBuilder(configuration)
			.properties("server.port=0", "spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false",
					"management.endpoints.web.exposure.include=*", "shutdown-starter.propagation.minimum=0s",
					"shutdown-starter.propagation.quiet-period=0s")
			.run(settings);
	}

	@Test
	void theHookIsLetThroughAndNothingElse() {
		try (ConfigurableApplicationContext application = start(SecuredApplication.class)) {
			assertThat(status(application, "GET", "/actuator/health")).isEqualTo(200);
			assertThat(status(application, "GET", "/actuator/metrics")).isEqualTo(401);
			assertThat(status(application, "GET", "/")).isEqualTo(401);
			assertThat(status(application, "GET", HOOK, "X-Forwarded-For", "10.0.0.1")).isEqualTo(403);
			assertThat(status(application, "GET", HOOK)).isEqualTo(200);
			assertThat(status(application, "DELETE", HOOK)).isEqualTo(200);
		}
	}

	@Test
	void withoutTheSwitchForCsrfTheOperatorIsTurnedAwayAndTheHookIsNot() {
		try (ConfigurableApplicationContext application = start(CsrfOn.class,
				"--shutdown-starter.prestop.token=secret")) {
			assertThat(status(application, "POST", HOOK, Call.TOKEN, "secret")).isEqualTo(401);
			assertThat(status(application, "DELETE", HOOK, Call.TOKEN, "secret")).isEqualTo(401);
			assertThat(status(application, "GET", HOOK, Call.TOKEN, "secret")).isEqualTo(200);
		}
	}

	private static int status(ConfigurableApplicationContext application, String method, String path,
			String... headers) {
		int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return Call.of(port, method, path, headers).statusCode();
	}

	/**
	 * The rules of the docs without one line.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(SecuredApplication.class)
	static class CsrfOn {

		@Bean
		@Order(0)
		SecurityFilterChain hookWithCsrf(HttpSecurity http) {
			return http.securityMatcher(EndpointRequest.to("prestop"))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
