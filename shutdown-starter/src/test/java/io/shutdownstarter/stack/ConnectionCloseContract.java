package io.shutdownstarter.stack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How HTTP/1.x clients are made to leave, whichever server answers them. The propagation
 * lasts until the test ends it. Those that add what is special to their stack run this on
 * their servers.
 */
public abstract class ConnectionCloseContract extends GatedServer {

	protected ConnectionCloseContract(Class<?> application) {
		super(application);
	}

	/**
	 * Requests after the signal in the ways of the stack.
	 * @return their paths with the status of the answer
	 */
	protected abstract Stream<Arguments> laterRequests();

	/**
	 * Requests that the gate holds in the ways of the stack when the signal comes.
	 * @return their paths with the value of the header {@code X-Gate}
	 */
	protected abstract Stream<Arguments> earlierRequests();

	@Override
	protected final String[] settings() {
		return new String[] { "shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m" };
	}

	@AfterEach
	void resume() {
		assertThat(server().termination().resume()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/ok, 200", "/ignored, 200", "/missing, 404", "/file.txt, 200", "/gated, 200", "/no-content, 204",
			"/redirect, 302", "/chunks, 200", "/actuator/health/liveness, 200", "/actuator/health/readiness, 503" })
	@MethodSource("laterRequests")
	void answerClosesTheConnectionOnceTheTerminationHasBegun(String path, int status) throws Exception {
		gate().open();
		signal();
		if (status == 503) {
			server().awaitReadiness(503);
		}

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/gated, none", "/no-content, none", "/redirect, none", "/ok, pass", "/missing, pass",
			"/file.txt, pass" })
	@MethodSource("earlierRequests")
	void answerToEarlierRequestClosesTheConnection(String path, String where) throws Exception {
		try (HttpConnection connection = connect().send("GET", path, "X-Gate: " + where)) {
			gate().awaitReached();
			signal();
			gate().open();

			assertThat(connection.answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void clientWhoseAnswerHadBegunIsToldByTheNext() throws Exception {
		try (HttpConnection connection = connect().send("GET", "/chunks")) {
			gate().awaitReached();
			connection.awaitBytes();
			signal();
			gate().open();
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
		gate().open();
		try (HttpConnection connection = connect()) {
			for (String path : new String[] { "/ok", "/missing", "/file.txt", "/no-content" }) {
				assertThat(connection.send("GET", path).answer().header("Connection")).as(path).doesNotContain("close");
			}
			signal();

			assertThat(connection.send("GET", "/ok").answer().header("Connection")).containsExactly("close");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "HEAD, /ok, 200", "GET, /ok, 200", "GET, /no-content, 204", "GET, /redirect, 302" })
	void answerThatNeedsNoChunksHasNone(String method, String path, int status) throws Exception {
		gate().open();
		signal();

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send(method, path).head();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Transfer-Encoding")).isEmpty();
			assertThat(answer.header("Connection")).containsExactly("close");
		}
	}

	@Test
	void answerOfUnknownLengthHasAnEndOfItsOwn() throws Exception {
		assertHasAnEndOfItsOwn("/chunks");
	}

	@Test
	void connectionIsKeptAgainAfterResume() throws Exception {
		signal();
		server().termination().resume();

		try (HttpConnection connection = connect()) {
			assertThat(connection.send("GET", "/ok").answer().header("Connection")).doesNotContain("close");
			assertThat(connection.send("GET", "/ok").answer().status()).isEqualTo(200);
		}
	}

	/**
	 * Shows that a client can tell a whole answer from one that was cut.
	 * @param path what to ask for
	 * @throws Exception if there is no answer
	 */
	protected final void assertHasAnEndOfItsOwn(String path) throws Exception {
		gate().open();
		signal();

		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.header("Transfer-Encoding")).containsExactly("chunked");
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(answer.body()).isEqualTo("begin end");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	protected final void signal() {
		server().hook().arrived();
		assertThat(server().termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
	}

}
