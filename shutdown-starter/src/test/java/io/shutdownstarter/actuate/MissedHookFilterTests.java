package io.shutdownstarter.actuate;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.MissedHooks;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which calls of the kubelet are noticed as having ended elsewhere, on the port of
 * the application and on a management port of its own.
 */
class MissedHookFilterTests {

	private static final String KUBELET = "User-Agent: kube-lifecycle/1.34";

	private static final String SHARED = "server.port=0";

	private static final String OWN = "management.server.port=0";

	private static final String NETTY_OWN = WebFlux.ON_NETTY + ";" + OWN;

	@ParameterizedTest
	@CsvSource({ "302", "401", "403", "405", "500" })
	void callThatAFilterOfTheUserAnswersIsNoticed(int status) throws IOException {
		try (TestServer server = TestServer.start(BlockedApplication.class, SHARED)) {
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop?status=" + status, KUBELET).status())
				.isEqualTo(status);

			assertThat(MissedHooks.last(server.context())).isEqualTo("GET /actuator/prestop " + status);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	@Test
	void callAtWhichAFilterOfTheUserFailsIsNoticed() throws IOException {
		try (TestServer server = TestServer.start(BlockedApplication.class, SHARED)) {
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop?status=0", KUBELET).status())
				.isEqualTo(500);

			assertThat(MissedHooks.last(server.context())).isEqualTo("GET /actuator/prestop 500");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SHARED, OWN, NETTY_OWN })
	void callOfAWrongPathIsNoticed(String port) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, WebFlux.split(port))) {
			assertThat(HttpConnection.get(server.managementPort(), "/prestop?a=b", KUBELET).status()).isEqualTo(404);

			assertThat(MissedHooks.last(server.context())).isEqualTo("GET /prestop 404");
		}
	}

	@Test
	void callOfTheWrongPortIsNoticed() throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, OWN)) {
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop", KUBELET).status()).isEqualTo(404);

			assertThat(MissedHooks.last(server.context())).isEqualTo("GET /actuator/prestop 404");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SHARED, OWN, NETTY_OWN })
	void hookThatIsReachedIsNotMissed(String port) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, WebFlux.split(port,
				"shutdown-starter.propagation.minimum=50ms", "shutdown-starter.propagation.quiet-period=0s"))) {
			for (int i = 0; i < 2; i++) {
				assertThat(HttpConnection.get(server.managementPort(), "/actuator/prestop", KUBELET).status())
					.isEqualTo(200);
			}

			assertThat(MissedHooks.last(server.context())).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SHARED, OWN, NETTY_OWN })
	void failuresOfOthersAreNotNoticed(String port) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, WebFlux.split(port))) {
			HttpConnection.get(server.managementPort(), "/prestop");
			HttpConnection.get(server.managementPort(), "/prestop", "User-Agent: kube-probe/1.34");

			assertThat(MissedHooks.last(server.context())).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SHARED, OWN, WebFlux.ON_NETTY, NETTY_OWN })
	void callThatTheGuardRefusesIsNoticed(String port) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.split(port, "shutdown-starter.prestop.token=secret"))) {
			assertThat(HttpConnection.get(server.managementPort(), "/actuator/prestop", KUBELET).status())
				.isEqualTo(401);

			assertThat(MissedHooks.last(server.context())).isEqualTo("GET /actuator/prestop 401");
		}
	}

	@Import(HookApplication.class)
	static class BlockedApplication {

		@Bean
		FilterRegistrationBean<Filter> block() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				int status = Integer.parseInt(((HttpServletRequest) request).getParameter("status"));
				HttpServletResponse answer = (HttpServletResponse) response;
				switch (status) {
					case 0 -> throw new IllegalStateException("expected");
					case HttpServletResponse.SC_FOUND -> answer.sendRedirect("/login");
					default -> answer.sendError(status);
				}
			});
		}

	}

}
