package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;
import org.springframework.web.server.WebFilter;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationStatus;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what bad callers do to the hook on WebFlux: they get their answer, and nothing
 * else happens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebFluxBadInputTests {

	private static final String HOOK = "/actuator/prestop";

	private TestServer server;

	private TerminationStatus.Totals before;

	@BeforeAll
	void startServer() {
		this.server = TestServer.start(HookApplication.class, WebFlux.NETTY.and("shutdown-starter.prestop.token=secret",
				"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s"));
	}

	@AfterAll
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void remember() {
		this.before = this.server.termination().status().totals();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "GET, /actuator/prestop, -, 401, 1",
			"GET, /actuator/prestop, Prestop-Token: wrong, 403, 1", "GET, /actuator/prestop, Prestop-Token:, 403, 1",
			"GET, /actuator/prestop, Prestop-Token: secret|Prestop-Token: secret, 403, 1",
			"GET, /actuator/prestop, Prestop-Token: secret|prestop-token: wrong, 403, 1",
			"POST, /actuator/prestop, -, 401, 1", "DELETE, /actuator/prestop, Prestop-Token: wrong, 403, 1",
			"GET, /actuator/prestop, X-Forwarded-For: 127.0.0.1, 401, 1",
			"HEAD, /actuator/prestop, Prestop-Token: secret, 405, 0",
			"OPTIONS, /actuator/prestop, Prestop-Token: secret, 200, 0",
			"TRACE, /actuator/prestop, Prestop-Token: secret, 405, 0",
			"PUT, /actuator/prestop, Prestop-Token: secret, 405, 0",
			"PATCH, /actuator/prestop, Prestop-Token: secret, 405, 0",
			"get, /actuator/prestop, Prestop-Token: secret, 405, 0",
			"GET, /actuator/prestop/../, Prestop-Token: secret, 404, 0",
			"GET, /actuator/prestop/x, Prestop-Token: secret, 404, 0",
			"GET, /actuator%2Fprestop, Prestop-Token: secret, 404, 0",
			"POST, /actuator/prestop, Prestop-Token: secret|Content-Type: application/json|Content-Length: 3, 400, 0" })
	void badCallIsAnsweredAndChangesNothing(String method, String path, String headers, int status, int refused)
			throws IOException {
		List<String> lines = new ArrayList<>(List.of(StringUtils.delimitedListToStringArray(headers, "|")));
		boolean body = headers != null && headers.contains("Content-Length");
		if (!body) {
			lines.add("Content-Length: 0");
		}
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send(method, path, lines.toArray(String[]::new));
			if (body) {
				connection.send("{x}");
			}

			assertThat(connection.head().status()).isEqualTo(status);
		}
		assertNothingChanged(refused);
	}

	@Test
	void hugeTokenIsAnsweredAndChangesNothing() throws IOException {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", HOOK, "Prestop-Token: " + "t".repeat(20_000));

			assertThat(connection.head().status()).isIn(400, 413, 431);
		}
		assertNothingChanged(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /actuator/pre", "GET /actuator/prestop HTTP/1.1\r\n",
			"GET /actuator/prestop HTTP/1.1\r\nHost: a\r\nPrestop-Token: sec" })
	void halfARequestChangesNothing(String half) throws IOException {
		HttpConnection.to(this.server.port()).send(half).hangUp();

		assertNothingChanged(0);
	}

	@Test
	void unauthorizedCallIsAnsweredBeforeItsBodyHasCome() throws IOException {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("POST", HOOK, "Content-Length: 1000000").send("{");

			assertThat(connection.head().status()).isEqualTo(401);
		}
		assertNothingChanged(1);
	}

	@Test
	void callerThatHangsUpTakesNoAnswerFromOthers() throws Exception {
		try (TestServer another = TestServer.start(WatchedApplication.class,
				WebFlux.NETTY.and("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m"));
				HttpConnection patient = HttpConnection.to(another.port()).send("GET", HOOK)) {
			Awaitility.await().until(() -> another.termination().phase() == TerminationPhase.PROPAGATING);
			HttpConnection hasty = HttpConnection.to(another.port()).send("GET", HOOK);
			assertThat(another.bean(CountDownLatch.class).await(30, TimeUnit.SECONDS)).isTrue();
			hasty.hangUp();
			another.bean(Gate.class).awaitReached();

			another.termination().resume();

			assertThat(patient.answer().body()).contains("resumed");
		}
	}

	private void assertNothingChanged(int refused) throws IOException {
		assertThat(HttpConnection.get(this.server.port(), "/ok").status()).isEqualTo(200);
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.server.termination().status().totals().refusedHooks())
			.isEqualTo(this.before.refusedHooks() + refused);
	}

	@Import(HookApplication.class)
	static class WatchedApplication {

		@Bean
		Gate hungUp() {
			return new Gate();
		}

		@Bean
		CountDownLatch twoCalls() {
			return new CountDownLatch(2);
		}

		@Bean
		WebFilter watch(Gate hungUp, CountDownLatch twoCalls) {
			return (exchange, chain) -> {
				twoCalls.countDown();
				return chain.filter(exchange).doOnCancel(hungUp::reach);
			};
		}

	}

}
