package io.shutdownstarter.servlet;

import java.io.IOException;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.servlet.ServerOfWar.OnJetty;
import io.shutdownstarter.servlet.ServerOfWar.OnTomcat;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that is deployed to a server as a web application (WAR).
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarTests {

	@TempDir
	static Path directory = Path.of("");

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private ServletServer kind;

	@SuppressWarnings("NullAway.Init")
	private ServerOfWar server;

	@BeforeParameterizedClassInvocation
	void startServer() throws Exception {
		this.server = switch (this.kind) {
			case TOMCAT -> OnTomcat.start(directory);
			case JETTY -> OnJetty.start(directory);
		};
	}

	@AfterParameterizedClassInvocation
	void stopServer() throws Exception {
		this.server.stop();
	}

	@Test
	void asynchronousRequestCountsUntilItIsAnswered() throws IOException {
		try (HttpConnection held = send("GET", "/held")) {
			awaitState("SERVING 1");

			assertThat(get("/release").body()).isEqualTo("true");

			assertThat(held.answer().body()).isEqualTo("ok");
			awaitState("SERVING 0");
		}
	}

	// of which Jetty does not tell the request's own listeners
	@Test
	void downloadIsOverWhenItsClientHasGone() throws IOException {
		HttpConnection client = send("GET", "/download");
		assertThat(client.head().status()).isEqualTo(200);
		awaitState("SERVING 1");

		client.hangUp();

		awaitState("SERVING 0");
	}

	@Test
	void hookWaitsForWhatIsInFlight() throws IOException {
		try (HttpConnection held = send("GET", "/held")) {
			awaitState("SERVING 1");
			try (HttpConnection hook = send("GET", "/actuator/prestop")) {
				awaitState("DRAINING 1");

				assertThat(get("/release").body()).isEqualTo("true");

				HttpAnswer answer = held.answer();
				assertThat(answer.body()).isEqualTo("ok");
				assertThat(answer.header("Connection")).containsExactly("close");
				assertThat(hook.answer().body()).contains("\"outcome\":\"drained\"").contains("\"abandoned\":0");
			}
		}
		try (HttpConnection resume = send("DELETE", "/actuator/prestop")) {
			assertThat(resume.answer().status()).isEqualTo(200);
		}
		awaitState("SERVING 0");
	}

	private HttpAnswer get(String path) throws IOException {
		return HttpConnection.get(this.server.port(), ServerOfWar.PATH + path);
	}

	private HttpConnection send(String method, String path) throws IOException {
		return HttpConnection.to(this.server.port()).send(method, ServerOfWar.PATH + path);
	}

	private void awaitState(String state) {
		Awaitility.await().untilAsserted(() -> assertThat(get("/state").body()).isEqualTo(state));
	}

}
