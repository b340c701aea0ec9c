package io.shutdownstarter.servlet;

import java.io.IOException;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.shutdownstarter.servlet.GatedApplication.Answers;
import io.shutdownstarter.stack.InFlightContract;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how {@link InFlightFilter} counts on a real server. The server has one thread: an
 * answer to another request proves that an asynchronous request has left it.
 */
@ParameterizedClass
@EnumSource(ServletServer.class)
class InFlightFilterTests extends InFlightContract {

	InFlightFilterTests() {
		super(GatedApplication.class);
	}

	@Override
	protected String[] settings() {
		return new String[] { "server.tomcat.threads.max=1" };
	}

	@Override
	protected Stream<Arguments> requests() {
		return Stream.of(Arguments.of("/exception", "none", 500), Arguments.of("/send-error", "none", 404));
	}

	@ParameterizedTest
	@CsvSource({ "/deferred, 200", "/deferred-failed, 500", "/future, 200", "/future-failed, 500", "/callable, 200",
			"/streaming, 200", "/twice-async, 202" })
	void asynchronousRequestCountsAfterItHasLeftItsThread(String path, int status) throws Exception {
		try (HttpConnection connection = connect().send("GET", path)) {
			gate().awaitReached();
			assertLeftItsThread();
			assertCountsWhileHeld();

			assertThat(connection.answer().status()).isEqualTo(status);
		}
		server().awaitNoneInFlight();
	}

	@Test
	void asynchronousRequestCountsUntilItsTimeoutIsAnswered() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/deferred-timeout")) {
			assertCountsWhileHeld();

			assertThat(connection.answer().status()).isEqualTo(503);
		}
		server().awaitNoneInFlight();
	}

	@Test
	void eventStreamWhoseClientHasGoneCountsUntilTheNextWrite() throws Exception {
		HttpConnection connection = connect().send("GET", "/events");
		gate().awaitReached();
		assertLeftItsThread();
		connection.hangUp();
		assertThat(server().inFlight().count()).isOne();

		SseEmitter emitter = server().bean(Answers.class).emitter();
		// the first writes may reach a socket that has not heard of the end yet
		Awaitility.await().until(() -> !send(emitter));
		server().awaitNoneInFlight();
	}

	@Test
	void uploadWhoseClientHangsUpEnds() throws Exception {
		HttpConnection connection = connect();
		connection.send("POST", "/upload", "Content-Type: application/octet-stream", "Content-Length: 1000000");
		connection.send("beginning");
		gate().awaitReached();
		assertThat(server().inFlight().count()).isOne();

		connection.hangUp();
		server().awaitNoneInFlight();
	}

	@Override
	protected void assertLeftItsThread() throws IOException {
		HttpAnswer answer = HttpConnection.get(server().port(), "/ignored");
		assertThat(answer.status()).isEqualTo(200);
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
