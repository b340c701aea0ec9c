package io.shutdownstarter.reactive;

import java.io.IOException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests connections that are turned into WebSockets, which are none of HTTP any more.
 */
// not on Jetty, whose WebSockets are jars of their own that the tests do not have
@ParameterizedClass
@EnumSource(value = WebFlux.class, names = { "NETTY", "TOMCAT" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTests {

	private static final String[] HANDSHAKE = { "Connection: Upgrade", "Upgrade: websocket",
			"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" };

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private WebFlux kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Answers answers;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = TestServer.start(this.kind, GatedApplication.class, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m");
		this.answers = this.server.bean(Answers.class);
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void newGate() {
		this.server.termination().resume();
		this.gate = this.answers.newGate();
	}

	@Test
	void webSocketDoesNotCount() throws Exception {
		try (HttpConnection connection = connect("/socket")) {
			assertThat(connection.head().status()).isEqualTo(101);
			this.gate.awaitReached();
			this.server.awaitNoneInFlight();

			this.gate.open();
			assertThat(connection.line()).endsWith("hello");
		}
	}

	@Test
	void handshakeKeepsItsHeader() throws Exception {
		signal();

		try (HttpConnection connection = connect("/socket")) {
			HttpAnswer answer = connection.head();
			assertThat(answer.status()).isEqualTo(101);
			assertThat(answer.header("Connection")).singleElement().asString().isEqualToIgnoringCase("upgrade");
			// servers put theirs over ours
			assertThat(this.answers.connection()).isNull();

			this.gate.open();
			assertThat(connection.line()).endsWith("hello");
		}
	}

	@Test
	void handshakeThatIsRefusedClosesTheConnection() throws Exception {
		signal();

		try (HttpConnection connection = connect("/missing")) {
			HttpAnswer answer = connection.answer();
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.header("Connection")).containsExactly("close");
		}
	}

	private HttpConnection connect(String path) throws IOException {
		return HttpConnection.to(this.server.port()).send("GET", path, HANDSHAKE);
	}

	private void signal() {
		this.server.hook().arrived();
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
	}

}
