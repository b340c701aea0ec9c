package io.shutdownstarter.servlet;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.stack.ConnectionCloseContract;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link InFlightFilter} makes clients leave.
 */
@ParameterizedClass
@EnumSource(ServletServer.class)
class ConnectionCloseTests extends ConnectionCloseContract {

	ConnectionCloseTests() {
		super(GatedApplication.class);
	}

	@Override
	protected Stream<Arguments> laterRequests() {
		return Stream.of(Arguments.of("/send-error", 404), Arguments.of("/exception", 500),
				Arguments.of("/deferred", 200), Arguments.of("/deferred-failed", 500),
				Arguments.of("/future-failed", 500), Arguments.of("/callable", 200), Arguments.of("/streaming", 200));
	}

	@Override
	protected Stream<Arguments> earlierRequests() {
		return Stream
			.of("/send-error", "/exception", "/deferred", "/deferred-failed", "/future", "/future-failed", "/callable",
					"/streaming")
			.map((path) -> Arguments.of(path, "none"));
	}

	@Test
	void streamOfUnknownLengthHasAnEndOfItsOwn() throws Exception {
		assertHasAnEndOfItsOwn("/streaming");
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

}
