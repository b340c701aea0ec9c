package io.shutdownstarter.reactive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an answer with HTTP/2 is left as it is, on each server.
 */
class Http2AnswerTests {

	@ParameterizedTest
	@EnumSource(Server.class)
	void headerIsSetWithHttp1Only(Server kind) throws Exception {
		try (TestServer server = kind.start(GatedApplication.class, "server.http2.enabled=true",
				"shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m")) {
			HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
			server.hook().arrived();
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
			Answers answers = server.bean(Answers.class);
			for (int i = 0; i < 2; i++) {
				HttpResponse<String> answer = client.send(
						HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/ok")).build(),
						HttpResponse.BodyHandlers.ofString());

				assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
				assertThat(answer.body()).isEqualTo("ok");
				// what the servers would have dropped
				assertThat(answers.connection()).isNull();
			}

			assertThat(HttpConnection.get(server.port(), "/ok").header("Connection")).containsExactly("close");
			assertThat(answers.connection()).isEqualTo("close");
		}
	}

}
