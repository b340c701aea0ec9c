package io.shutdownstarter.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.support.BlockedEventLoops;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no event loop is blocked, from the first signal to the end of a termination.
 * BlockHound tells of every blocking call on a thread that must not block.
 */
class EventLoopTests {

	@BeforeEach
	void watch() {
		BlockedEventLoops.watch();
	}

	@Test
	void terminationBlocksNoEventLoop() throws Exception {
		try (TestServer server = TestServer.start(WebFlux.NETTY, GatedApplication.class,
				"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s")) {
			Gate gate = server.bean(Answers.class).newGate();
			List<HttpConnection> connections = new ArrayList<>();
			for (String path : List.of("/gated", "/failed", "/chunks", "/answered-late", "/never")) {
				connections.add(HttpConnection.to(server.port()).send("GET", path));
			}
			Awaitility.await().until(() -> server.inFlight().count() == connections.size());

			HttpConnection call = HttpConnection.to(server.port()).send("GET", "/actuator/prestop");
			CompletableFuture<TerminationReport> hook = server.hook().arrived().toCompletableFuture();
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.DRAINING);
			assertThat(HttpConnection.get(server.port(), "/ok").header("Connection")).containsExactly("close");
			assertThat(HttpConnection.get(server.port(), "/actuator/health/liveness").status()).isEqualTo(200);
			assertThat(hook).isNotDone();
			gate.open();
			connections.remove(connections.size() - 1).hangUp();
			for (HttpConnection connection : connections) {
				connection.answer();
				connection.close();
			}
			assertThat(hook.get(30, TimeUnit.SECONDS).abandoned()).isEmpty();
			assertThat(call.answer().status()).isEqualTo(200);
			call.close();

			// the drained pod has work again
			assertThat(HttpConnection.get(server.port(), "/ok").status()).isEqualTo(200);
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.DRAINED);
		}
		assertThat(BlockedEventLoops.seen()).isEmpty();
	}

	@Test
	void whatBlocksAnEventLoopIsNoticed() throws Exception {
		try (TestServer server = TestServer.start(WebFlux.NETTY, BlockingApplication.class)) {
			assertThat(HttpConnection.get(server.port(), "/ok").status()).isEqualTo(200);
		}
		assertThat(BlockedEventLoops.seen())
			.anyMatch((blocked) -> blocked.contains("park") && blocked.contains("reactor-http"));
	}

	private static void block() {
		try {
			boolean opened = new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
			assertThat(opened).isFalse();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Import(GatedApplication.class)
	static class BlockingApplication {

		@Bean
		WebFilter blocking() {
			return (exchange, chain) -> Mono.fromRunnable(EventLoopTests::block).then(chain.filter(exchange));
		}

	}

}
