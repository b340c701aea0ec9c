package io.shutdownstarter.servlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.servlet.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how {@link InFlightFilter} counts on a real server. The server has one thread: an
 * answer to another request proves that an asynchronous request has left it.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightFilterTests {

	@TempDir
	static Path files = Path.of("");

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private ServletServer kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private InFlightRequests inFlight;

	@SuppressWarnings("NullAway.Init")
	private Answers answers;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	@BeforeParameterizedClassInvocation
	void startServer() throws IOException {
		Files.writeString(files.resolve("file.txt"), "content");
		this.server = TestServer.start(this.kind, GatedApplication.class, "server.tomcat.threads.max=1",
				"spring.web.resources.static-locations=" + files.toUri(),
				"shutdown-starter.propagation.ignored-paths=/ignored");
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
			connection.send("GET", "/sync");
			this.gate.awaitReached();
			long count = this.inFlight.count();
			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(200);
			assertThat(count).isOne();
		}
		awaitNoneInFlight();
	}

	@ParameterizedTest
	@CsvSource({ "/sync, 200", "/exception, 500", "/send-error, 404" })
	void requestCountsWhileItsThreadAnswers(String path, int status) throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", path);
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(status);
		}
		awaitNoneInFlight();
	}

	@Test
	void requestForFileCounts() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/file.txt", "X-Gate: true");
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().body()).isEqualTo("content");
		}
		awaitNoneInFlight();
	}

	@ParameterizedTest
	@CsvSource({ "/deferred, 200", "/deferred-failed, 500", "/future, 200", "/future-failed, 500", "/callable, 200",
			"/streaming, 200", "/twice-async, 202" })
	void asynchronousRequestCountsAfterItHasLeftItsThread(String path, int status) throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", path);
			this.gate.awaitReached();
			awaitThreadIsFree();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(status);
		}
		awaitNoneInFlight();
	}

	@Test
	void asynchronousRequestCountsUntilItsTimeoutIsAnswered() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/deferred-timeout");
			this.gate.awaitReached();
			assertThat(this.inFlight.count()).isOne();

			this.gate.open();
			assertThat(connection.answer().status()).isEqualTo(503);
		}
		awaitNoneInFlight();
	}

	@Test
	void eventStreamCountsUntilItIsComplete() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("GET", "/events");
			this.gate.awaitReached();
			awaitThreadIsFree();
			assertThat(connection.head().status()).isEqualTo(200);
			assertThat(this.inFlight.count()).isOne();

			this.answers.emitter().complete();
			awaitNoneInFlight();
		}
	}

	@Test
	void eventStreamWhoseClientHasGoneCountsUntilTheNextWrite() throws Exception {
		HttpConnection connection = HttpConnection.to(this.server.port());
		connection.send("GET", "/events");
		this.gate.awaitReached();
		awaitThreadIsFree();
		connection.hangUp();
		assertThat(this.inFlight.count()).isOne();

		SseEmitter emitter = this.answers.emitter();
		// the first writes may reach a socket that has not heard of the end yet
		Awaitility.await().until(() -> !send(emitter));
		awaitNoneInFlight();
	}

	@Test
	void uploadWhoseClientHangsUpEnds() throws Exception {
		HttpConnection connection = HttpConnection.to(this.server.port());
		connection.send("POST", "/upload", "Content-Type: application/octet-stream", "Content-Length: 1000000");
		connection.send("beginning");
		this.gate.awaitReached();
		assertThat(this.inFlight.count()).isOne();

		connection.hangUp();
		awaitNoneInFlight();
	}

	private void awaitThreadIsFree() throws IOException {
		HttpAnswer answer = HttpConnection.get(this.server.port(), "/ignored");
		assertThat(answer.status()).isEqualTo(200);
	}

	// an answer arrives before its request has left the filter
	private void awaitNoneInFlight() {
		Awaitility.await().untilAsserted(() -> assertThat(this.inFlight.count()).isZero());
	}

	private static boolean send(SseEmitter emitter) {
		try {
			emitter.send("next");
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			return false;
		}
	}

}
