package io.shutdownstarter.reactive;

import java.io.IOException;

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
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link LastMoment} makes clients leave, on each server. The propagation
 * lasts until the test ends it.
 */
@ParameterizedClass
@EnumSource(Server.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionCloseTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Server kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Answers answers;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = this.kind.start(GatedApplication.class, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m", "shutdown-starter.propagation.ignored-paths=/ignored");
		this.answers = this.server.bean(Answers.class);
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void newGate() {
		this.gate = this.answers.newGate();
	}

	@AfterEach
	void resume() {
		assertThat(this.server.termination().resume()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/ok, 200", "/ignored, 200", "/missing, 404", "/gated, 200", "/failed, 500", "/not-found, 404",
			"/no-content, 204", "/redirect, 303", "/answered-late, 409", "/chunks, 200",
			"/actuator/health/liveness, 200" })
	void answerClosesTheConnectionOnceTheTerminationHasBegun(String path, int status) throws Exception {
		this.gate.open();
		signal();

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/gated, none", "/failed, none", "/not-found, none", "/no-content, none", "/redirect, none",
			"/answered-late, none", "/ok, pass", "/ok, fail", "/missing, pass" })
	void answerToEarlierRequestClosesTheConnection(String path, String where) throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send("GET", path, "X-Gate: " + where);
			this.gate.awaitReached();
			signal();
			this.gate.open();

			assertThat(connection.answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void clientWhoseAnswerHadBegunIsToldByTheNext() throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send("GET", "/chunks");
			this.gate.awaitReached();
			connection.awaitBytes();
			signal();
			this.gate.open();
			HttpAnswer begun = connection.answer();
			assertThat(begun.body()).isEqualTo("begin end");
			assertThat(begun.header("Connection")).doesNotContain("close");

			HttpAnswer next = connection.send("GET", "/ok").answer();

			assertThat(next.header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void keptConnectionIsClosedByItsFirstAnswerAfterTheSignal() throws Exception {
		try (HttpConnection connection = connect()) {
			for (String path : new String[] { "/ok", "/missing", "/no-content-now" }) {
				assertThat(connection.send("GET", path).answer().header("Connection")).doesNotContain("close");
			}
			signal();

			assertThat(connection.send("GET", "/ok").answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void connectionOfHttp10ClientThatAskedToKeepItIsClosed() throws Exception {
		signal();

		try (HttpConnection connection = connect()) {
			connection.send("GET /ok HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");

			// Reactor Netty keeps no such connection anyway, and says nothing
			assertThat(connection.answer().header("Connection")).doesNotContain("keep-alive");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void connectionIsKeptAgainAfterResume() throws Exception {
		signal();
		this.server.termination().resume();

		try (HttpConnection connection = connect()) {
			assertThat(connection.send("GET", "/ok").answer().header("Connection")).doesNotContain("close");
			assertThat(connection.send("GET", "/ok").answer().status()).isEqualTo(200);
		}
	}

	private HttpConnection connect() throws IOException {
		return HttpConnection.to(this.server.port());
	}

	private void signal() {
		this.server.hook().arrived();
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
	}

}
