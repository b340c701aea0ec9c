package io.shutdownstarter.actuate;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.BlockedEventLoops;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that calls of the hook, refused or taken, block no event loop.
 */
class WebFluxEventLoopTests {

	@BeforeEach
	void watch() {
		BlockedEventLoops.watch();
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown-starter.prestop.token=secret", "management.server.port=0" })
	void callsBlockNoEventLoop(String setting) throws Exception {
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.NETTY.and(setting, "shutdown-starter.grace-period=5m",
						"shutdown-starter.propagation.minimum=4m"));
				HttpConnection hook = HttpConnection.to(server.managementPort())) {
			HttpConnection.get(server.managementPort(), "/actuator/prestop/x");
			HttpConnection.get(server.port(), "/actuator/prestop");
			hook.send("GET", "//actuator/prestop", "Prestop-Token: secret");
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.PROPAGATING);
			for (String method : List.of("OPTIONS", "PUT", "POST", "DELETE")) {
				try (HttpConnection connection = HttpConnection.to(server.managementPort())) {
					connection.send(method, "/actuator/prestop", "Prestop-Token: secret", "Content-Length: 0").answer();
				}
			}

			assertThat(hook.answer().body()).contains("resumed");
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
		assertThat(BlockedEventLoops.seen()).isEmpty();
	}

}
