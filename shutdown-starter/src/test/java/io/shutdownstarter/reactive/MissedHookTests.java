package io.shutdownstarter.reactive;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.MissedHooks;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which calls of the kubelet are noticed as having ended elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissedHookTests {

	private static final String KUBELET = "User-Agent: kube-lifecycle/1.34";

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@BeforeAll
	void startServer() {
		this.server = TestServer.start(WebFlux.NETTY, GatedApplication.class);
		this.server.bean(Answers.class).newGate().open();
	}

	@AfterAll
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "/missing, none, 404", "/failed, none, 500", "/redirect, none, 302", "/answered-late, none, 409",
			"/actuator/missing, none, 404", "/actuator/health, fail, 500" })
	void callThatSomethingElseAnswersIsNoticed(String path, String where, int status) throws IOException {
		assertThat(HttpConnection.get(this.server.port(), path + "?a=b", KUBELET, "X-Gate: " + where).status())
			.isEqualTo(status);

		assertThat(MissedHooks.last(this.server.context())).isEqualTo("GET " + path + " " + status);
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
	}

	@Test
	void failuresOfOthersAreNotNoticed() throws IOException {
		HttpConnection.get(this.server.port(), "/prestop", KUBELET);
		HttpConnection.get(this.server.port(), "/missing");
		HttpConnection.get(this.server.port(), "/missing", "User-Agent: kube-probe/1.34");
		HttpConnection.get(this.server.port(), "/ok", KUBELET);

		assertThat(MissedHooks.last(this.server.context())).isEqualTo("GET /prestop 404");
	}

}
