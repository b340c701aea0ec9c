package io.shutdownstarter.servlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.servlet.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link InFlightFilter} makes clients leave. The propagation lasts until the
 * test ends it.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionCloseTests {

	@TempDir
	static Path files = Path.of("");

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private ServletServer kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Answers answers;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	@BeforeParameterizedClassInvocation
	void startServer() throws IOException {
		Files.writeString(files.resolve("file.txt"), "content");
		this.server = TestServer.start(this.kind, GatedApplication.class,
				"spring.web.resources.static-locations=" + files.toUri(), "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m");
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
	@CsvSource({ "/ok, 200", "/missing, 404", "/send-error, 404", "/exception, 500", "/file.txt, 200", "/deferred, 200",
			"/deferred-failed, 500", "/future-failed, 500", "/callable, 200", "/streaming, 200",
			"/actuator/health/liveness, 200", "/actuator/health/readiness, 503" })
	void answerClosesTheConnectionOnceTheTerminationHasBegun(String path, int status) throws Exception {
		this.gate.open();
		signal();
		if (status == 503) {
			awaitReadinessIsDown();
		}

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sync", "/redirect", "/no-content", "/send-error", "/exception", "/deferred",
			"/deferred-failed", "/future", "/future-failed", "/callable", "/streaming" })
	void answerToEarlierRequestClosesTheConnection(String path) throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send("GET", path);
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
			connection.send("GET", "/committed");
			this.gate.awaitReached();
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
			for (String path : new String[] { "/ok", "/missing", "/file.txt" }) {
				assertThat(connection.send("GET", path).answer().header("Connection")).doesNotContain("close");
			}
			signal();

			assertThat(connection.send("GET", "/ok").answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void connectionOfHttp10ClientThatAskedToKeepItIsClosed() throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send("GET /ok HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
			assertThat(connection.answer().header("Connection")).containsExactly("keep-alive");
			signal();

			connection.send("GET /ok HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

			assertThat(connection.answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/streaming", "/committed" })
	void answerOfUnknownLengthHasAnEndOfItsOwn(String path) throws Exception {
		this.gate.open();
		signal();

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.header("Transfer-Encoding")).containsExactly("chunked");
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(answer.body()).isEqualTo("begin end");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "HEAD, /ok, 200", "GET, /no-content, 204", "GET, /redirect, 302", "GET, /ok, 200" })
	void answerThatNeedsNoChunksHasNone(String method, String path, int status) throws Exception {
		this.gate.open();
		signal();

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send(method, path).head();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Transfer-Encoding")).isEmpty();
			assertThat(answer.header("Connection")).containsExactly("close");
		}
	}

	@Test
	void connectionThatIsUpgradedKeepsItsHeader() throws Exception {
		signal();

		try (HttpConnection connection = connect()) {
			connection.send("GET", "/upgrade", "Connection: Upgrade", "Upgrade: greeting");
			HttpAnswer answer = connection.head();

			assertThat(answer.status()).isEqualTo(101);
			assertThat(answer.header("Connection")).containsExactly("Upgrade");
			assertThat(connection.line()).isEqualTo("hello");
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

	private void awaitReadinessIsDown() {
		this.server.awaitReadiness(503);
	}

}
