package io.shutdownstarter.servlet;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.servlet.GatedApplication.Answers;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a server takes no time at its stop for what has been given up.
 */
class ServerStopTests {

	@ParameterizedTest
	@EnumSource
	void requestThatWasGivenUpIsNotWaitedForByTheServer(ServletServer kind) throws Exception {
		TestServer server = TestServer.start(kind, GatedApplication.class, "shutdown-starter.grace-period=3s",
				"shutdown-starter.close-reserve=2s", "shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s");
		Gate gate = server.bean(Answers.class).newGate();
		try (HttpConnection connection = HttpConnection.to(server.port())) {
			connection.send("GET", "/gated");
			gate.awaitReached();
			TerminationReport report = server.hook().arrived().toCompletableFuture().get(30, TimeUnit.SECONDS);
			assertThat(report.abandoned()).hasSize(1);

			long began = System.nanoTime();
			server.close();

			// by themselves 7 s (Tomcat) and 5 s (Jetty)
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
		}
		finally {
			gate.open();
			server.close();
		}
	}

}
