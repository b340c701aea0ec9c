package io.shutdownstarter.actuate;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.StringUtils;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationStatus;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.Server;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what bad callers do to the hook on both stacks: they get their answer, and
 * nothing else happens.
 */
@ParameterizedClass
@MethodSource("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTests {

	private static final String HOOK = "/actuator/prestop";

	private static final String TOKEN = "Prestop-Token: secret";

	private final List<HttpConnection> open = new ArrayList<>();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Server kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private TerminationStatus.Totals before;

	static Stream<Server> servers() {
		return Stream.of(ServletServer.TOMCAT, WebFlux.NETTY);
	}

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = TestServer.start(this.kind, HookApplication.class, "server.tomcat.connection-timeout=2s",
				"server.netty.idle-timeout=2s", "shutdown-starter.prestop.token=secret",
				"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s");
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void remember() {
		this.before = this.server.termination().status().totals();
	}

	@AfterEach
	void hangUp() throws IOException {
		for (HttpConnection connection : this.open) {
			connection.close();
		}
		this.open.clear();
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
			"POST, /actuator/prestop, Prestop-Token: secret|Content-Type: application/json|Content-Length: 3, 400, 0" })
	void badCallIsAnsweredAndChangesNothing(String method, String path, String headers, int status, int refused)
			throws IOException {
		List<String> lines = new ArrayList<>(List.of(StringUtils.delimitedListToStringArray(headers, "|")));
		boolean body = headers != null && headers.contains("Content-Length");
		if (!body) {
			lines.add("Content-Length: 0");
		}

		HttpConnection connection = connect().send(method, path, lines.toArray(String[]::new));
		if (body) {
			connection.send("{x}");
		}

		assertThat(connection.head().status()).isEqualTo(status);
		assertNothingChanged(refused);
	}

	@Test
	void encodedSlashIsRefusedByTomcatAndLeadsNowhereOnWebFlux() throws IOException {
		HttpConnection connection = connect().send("GET", "/actuator%2Fprestop", TOKEN);

		assertThat(connection.head().status()).isEqualTo(isWebFlux() ? 404 : 400);
		assertNothingChanged(0);
	}

	@Test
	void secondHostIsRefusedByTomcatAndBringsNoTokenOnWebFlux() throws IOException {
		HttpConnection connection = connect().send("GET", HOOK, "Host: other");

		assertThat(connection.head().status()).isEqualTo(isWebFlux() ? 401 : 400);
		assertNothingChanged(isWebFlux() ? 1 : 0);
	}

	@Test
	void hugeTokenIsAnsweredAndChangesNothing() throws IOException {
		HttpConnection connection = connect().send("GET", HOOK, "Prestop-Token: " + "t".repeat(20_000));

		assertThat(connection.head().status()).isIn(400, 413, 431);
		assertNothingChanged(0);
	}

	@Test
	void halvesOfRequestsAreGivenUpAndChangeNothing() throws IOException {
		for (String half : List.of("GET /actuator/pre", "GET /actuator/prestop HTTP/1.1\r\n",
				"GET /actuator/prestop HTTP/1.1\r\nHost: a\r\nPrestop-Token: sec")) {
			connect().send(half);
			HttpConnection.to(this.server.port()).send(half).hangUp();
		}

		// after the timeout of the connection
		for (HttpConnection waiting : this.open) {
			assertThat(isGivenUp(waiting)).isTrue();
		}
		assertNothingChanged(0);
	}

	@Test
	void unauthorizedCallIsAnsweredBeforeItsBodyHasCome() throws IOException {
		HttpConnection connection = connect().send("POST", HOOK, "Content-Length: 1000000").send("{");

		assertThat(connection.head().status()).isEqualTo(401);
		assertNothingChanged(1);
	}

	private boolean isWebFlux() {
		return this.kind instanceof WebFlux;
	}

	private HttpConnection connect() throws IOException {
		HttpConnection connection = HttpConnection.to(this.server.port());
		this.open.add(connection);
		return connection;
	}

	private static boolean isGivenUp(HttpConnection connection) throws IOException {
		try {
			return connection.head().status() >= 400;
		}
		catch (EOFException ex) {
			return true;
		}
	}

	private void assertNothingChanged(int refused) throws IOException {
		assertServing(this.server);
		assertThat(this.server.termination().status().totals()).isEqualTo(new TerminationStatus.Totals(
				this.before.lateRequests(), this.before.abandoned(), this.before.refusedHooks() + refused));
	}

	/**
	 * Shows that no termination has begun, and that requests are answered.
	 * @param server the server
	 * @throws IOException if it does not answer
	 */
	static void assertServing(TestServer server) throws IOException {
		assertThat(HttpConnection.get(server.port(), "/ok").status()).isEqualTo(200);
		server.awaitNoneInFlight();
		assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(server.termination().status().trigger()).isNull();
		assertThat(server.readiness().status()).isEqualTo(200);
	}

}
