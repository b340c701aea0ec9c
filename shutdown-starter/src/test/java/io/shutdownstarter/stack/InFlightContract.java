package io.shutdownstarter.stack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How requests count, whichever server answers them. Those that add what is special to
 * their stack run this on their servers.
 */
public abstract class InFlightContract extends GatedServer {

	protected InFlightContract(Class<?> application) {
		super(application);
	}

	/**
	 * Requests that the gate holds in the ways of the stack.
	 * @return their paths, the values of the header {@code X-Gate}, and the status of the
	 * answer
	 */
	protected abstract Stream<Arguments> requests();

	// a request that ended twice would make one that is in flight invisible
	@AfterEach
	void nextRequestCountsAsOne() throws Exception {
		newGate();
		try (HttpConnection connection = connect().send("GET", "/gated")) {
			gate().awaitReached();
			long count = server().inFlight().count();
			gate().open();
			assertThat(connection.answer().status()).isEqualTo(200);
			assertThat(count).isOne();
		}
		server().awaitNoneInFlight();
	}

	@ParameterizedTest
	@CsvSource({ "/gated, none, 200", "/no-content, none, 204", "/redirect, none, 302", "/chunks, none, 200",
			"/ok, pass, 200", "/missing, pass, 404" })
	@MethodSource("requests")
	void requestCountsUntilItIsAnswered(String path, String where, int status) throws Exception {
		try (HttpConnection connection = connect().send("GET", path, "X-Gate: " + where)) {
			assertCountsWhileHeld();

			assertThat(connection.answer().status()).isEqualTo(status);
		}
		server().awaitNoneInFlight();
	}

	@Test
	void requestForFileCounts() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/file.txt", "X-Gate: pass")) {
			assertCountsWhileHeld();

			assertThat(connection.answer().body()).isEqualTo("content");
		}
		server().awaitNoneInFlight();
	}

	@Test
	void headRequestCounts() throws Exception {
		try (HttpConnection connection = connect().send("HEAD", "/gated")) {
			assertCountsWhileHeld();

			assertThat(connection.head().status()).isEqualTo(200);
		}
		server().awaitNoneInFlight();
	}

	@Test
	void requestCountsWhileItsClientReads() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/large", "Connection: close")) {
			assertThat(connection.head().status()).isEqualTo(200);
			assertThat(server().inFlight().count()).isOne();
			connection.skip(GatedAnswers.LARGE / 2);
			assertThat(server().inFlight().count()).isOne();

			connection.skip(GatedAnswers.LARGE / 2);
		}
		server().awaitNoneInFlight();
	}

	@Test
	void eventStreamCountsUntilItIsComplete() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/events")) {
			gate().awaitReached();
			assertThat(connection.head().status()).isEqualTo(200);
			assertLeftItsThread();
			assertThat(server().inFlight().count()).isOne();

			answers().completeEvents();
			server().awaitNoneInFlight();
		}
	}

	@Test
	void ignoredPathDoesNotCount() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/ignored", "X-Gate: pass")) {
			gate().awaitReached();
			assertThat(server().inFlight().count()).isZero();

			gate().open();
			assertThat(connection.answer().status()).isEqualTo(200);
		}
	}

	/**
	 * Waits for the one request in flight to reach the gate, and lets it go on.
	 * @throws InterruptedException if interrupted
	 */
	protected final void assertCountsWhileHeld() throws InterruptedException {
		gate().awaitReached();
		assertThat(server().inFlight().count()).isOne();
		gate().open();
	}

	/**
	 * Shows that a request which is still in flight holds no thread of the server, where
	 * a request has one.
	 * @throws Exception if the server does not answer
	 */
	protected void assertLeftItsThread() throws Exception {
		// WebFlux never holds one
	}

}
