package io.shutdownstarter.reactive;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.stack.ConnectionCloseContract;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests that {@link LastMoment} makes clients leave, on each server.
 */
@ParameterizedClass
@EnumSource(WebFlux.class)
class ConnectionCloseTests extends ConnectionCloseContract {

	ConnectionCloseTests() {
		super(GatedApplication.class);
	}

	@Override
	protected Stream<Arguments> laterRequests() {
		return Stream.of(Arguments.of("/failed", 500), Arguments.of("/not-found", 404),
				Arguments.of("/answered-late", 409), Arguments.of("/no-content-now", 204));
	}

	@Override
	protected Stream<Arguments> earlierRequests() {
		return Stream.of(Arguments.of("/failed", "none"), Arguments.of("/not-found", "none"),
				Arguments.of("/answered-late", "none"), Arguments.of("/ok", "fail"));
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
	void answerOfUnknownLengthThatIsCutHasNoEnd() throws Exception {
		gate().open();
		signal();

		try (HttpConnection connection = connect()) {
			connection.send("GET", "/cut");

			assertThatIOException().isThrownBy(connection::answer);
		}
	}

}
