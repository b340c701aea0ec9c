package io.shutdownstarter.reactive;

import org.awaitility.Awaitility;
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

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how {@link InFlightHandler} counts on each server.
 */
@ParameterizedClass
@EnumSource(Server.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightHandlerTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Server kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private InFlightRequests inFlight;

	@SuppressWarnings("NullAway.Init")
	private Answers answers;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = this.kind.start(GatedApplication.class, "shutdown-starter.propagation.ignored-paths=/ignored");
		this.inFlight = this.server.inFlight();
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

	// a request that ended twice would make one that is in flight invisible
	@AfterEach
	void nextRequestCountsAsOne() throws Exception {
		newGate();
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/gated");
			this.gate.awaitReached();
			long count = this.inFlight.count();
			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(200);
			assertThat(count).isOne();
		}
		awaitNoneInFlight();
	}

	@ParameterizedTest
	@CsvSource({ "/gated, 200", "/failed, 500", "/not-found, 404", "/no-content, 204", "/redirect, 303",
			"/answered-late, 409", "/chunks, 200" })
	void requestCountsUntilItIsAnswered(String path, int status) throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", path);
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(status);
		}
		awaitNoneInFlight();
	}

	@ParameterizedTest
	@CsvSource({ "pass, /ok, 200", "pass, /missing, 404", "fail, /ok, 500", "commit, /ok, 200", "commit, /missing, 404",
			"commit, /no-content-now, 204" })
	void requestCountsThatAFilterHolds(String where, String path, int status) throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", path, "X-Gate: " + where);
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(status);
		}
		awaitNoneInFlight();
	}

	@Test
	void requestCountsWhileItsClientReads() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/large", "Connection: close");
			assertThat(connection.head().status()).isEqualTo(200);
			assertThat(this.inFlight.count()).isOne();
			connection.skip(Answers.LARGE / 2);
			assertThat(this.inFlight.count()).isOne();

			connection.skip(Answers.LARGE / 2);
		}
		awaitNoneInFlight();
	}

	@Test
	void eventStreamCountsUntilItIsComplete() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/events");
			this.gate.awaitReached();
			assertThat(connection.head().status()).isEqualTo(200);
			assertThat(this.inFlight.count()).isOne();

			this.answers.currentEvents().tryEmitComplete().orThrow();
			awaitNoneInFlight();
		}
	}

	@Test
	void headRequestCounts() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("HEAD", "/gated");
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.head().status()).isEqualTo(200);
		}
		awaitNoneInFlight();
	}

	@Test
	void ignoredPathDoesNotCount() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/ignored", "X-Gate: pass");
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isZero();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(200);
		}
	}

	// an answer arrives before its request has ended
	private void awaitNoneInFlight() {
		Awaitility.await().untilAsserted(() -> assertThat(this.inFlight.count()).isZero());
	}

}
