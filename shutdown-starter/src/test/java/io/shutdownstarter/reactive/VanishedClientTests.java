package io.shutdownstarter.reactive;

import java.io.IOException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Sinks;

import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what ends the count of a request whose client has gone: on Reactor Netty the end
 * of its connection, on servlet containers the next attempt to read or to write.
 */
@ParameterizedClass
@EnumSource(WebFlux.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishedClientTests {

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
		this.server = TestServer.start(this.kind, GatedApplication.class);
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

	@Test
	void requestThatIsBeingAnsweredEndsAtOnceOrWithItsAnswer() throws Exception {
		HttpConnection connection = send("/gated");
		connection.hangUp();

		if (noticesAtOnce()) {
			this.server.awaitNoneInFlight();
		}
		// a servlet container notices only if the connection ends while it is still at
		// the request
		this.gate.open();
		this.server.awaitNoneInFlight();
	}

	@Test
	void eventStreamEndsAtOnceOrAtItsNextEvent() throws Exception {
		HttpConnection connection = send("/events");
		assertThat(connection.head().status()).isEqualTo(200);
		connection.hangUp();

		if (!noticesAtOnce()) {
			Sinks.Many<String> events = this.answers.currentEvents();
			// the first writes may reach a socket that has not heard of the end yet
			Awaitility.await().until(() -> events.tryEmitNext("next").isFailure());
		}
		this.server.awaitNoneInFlight();
	}

	@Test
	void eventStreamWhoseClientClosesItsConnectionEndsAtOnceOrAtItsNextEvent() throws Exception {
		HttpConnection connection = send("/events");
		assertThat(connection.head().status()).isEqualTo(200);
		connection.close();

		if (!noticesAtOnce()) {
			Sinks.Many<String> events = this.answers.currentEvents();
			Awaitility.await().until(() -> events.tryEmitNext("next").isFailure());
		}
		this.server.awaitNoneInFlight();
	}

	@Test
	void uploadEndsAtOnce() throws Exception {
		HttpConnection connection = HttpConnection.to(this.server.port());
		connection.send("POST", "/upload", "Content-Type: application/octet-stream", "Content-Length: 1000000");
		connection.send("beginning");
		this.gate.awaitReached();
		assertThat(this.server.inFlight().count()).isOne();

		connection.hangUp();
		this.server.awaitNoneInFlight();
	}

	@Test
	void downloadEndsAtOnce() throws Exception {
		HttpConnection connection = HttpConnection.to(this.server.port());
		connection.send("GET", "/large");
		assertThat(connection.head().status()).isEqualTo(200);
		assertThat(this.server.inFlight().count()).isOne();

		connection.hangUp();
		this.server.awaitNoneInFlight();
	}

	private HttpConnection send(String path) throws IOException, InterruptedException {
		HttpConnection connection = HttpConnection.to(this.server.port());
		connection.send("GET", path);
		this.gate.awaitReached();
		assertThat(this.server.inFlight().count()).isOne();
		return connection;
	}

	private boolean noticesAtOnce() {
		return this.kind == WebFlux.NETTY;
	}

}
