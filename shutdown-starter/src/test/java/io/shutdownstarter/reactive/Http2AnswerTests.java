package io.shutdownstarter.reactive;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.Http2Connection;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an answer with HTTP/2 is left as it is, on each server.
 */
class Http2AnswerTests {

	@ParameterizedTest
	@EnumSource(WebFlux.class)
	void headerIsSetWithHttp1Only(WebFlux kind) throws Exception {
		try (TestServer server = TestServer.start(kind, GatedApplication.class, "server.http2.enabled=true",
				"shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m")) {
			server.hook().arrived();
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
			Answers answers = server.bean(Answers.class);
			// Java's own client gives up what it has just sent when it is told to leave
			try (Http2Connection connection = Http2Connection.to(server.port())) {
				for (int i = 0; i < 2; i++) {
					assertThat(connection.get("/ok").get(30, TimeUnit.SECONDS).body()).isEqualTo("ok");
					// what the servers would have dropped
					assertThat(answers.connection()).isNull();
				}
			}

			assertThat(HttpConnection.get(server.port(), "/ok").header("Connection")).containsExactly("close");
			assertThat(answers.connection()).isEqualTo("close");
		}
	}

}
