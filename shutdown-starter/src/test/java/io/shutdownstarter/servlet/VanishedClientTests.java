package io.shutdownstarter.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.servlet.StreamingApplication.Streams;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no answer is waited for whose client has gone: a termination would last to
 * its deadline, which is minutes away here.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishedClientTests {

	private static final int MANY = 50;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private ServletServer kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Streams streams;

	@SuppressWarnings("NullAway.Init")
	private InFlightRequests inFlight;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = start();
		this.streams = this.server.bean(Streams.class);
		this.inFlight = this.server.inFlight();
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void nothingIsInFlight() {
		assertThat(this.inFlight.count()).isZero();
	}

	@Test
	void eventStreamsWhoseClientsHaveGoneHoldNoTermination() throws Exception {
		TestServer server = start();
		List<HttpConnection> clients = open(server, "/events", MANY);
		assertThat(server.inFlight().count()).isEqualTo(MANY);
		server.hook().arrived();
		CompletableFuture<TerminationReport> report = server.termination().completion().toCompletableFuture();
		assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINING);

		hangUp(clients);
		Awaitility.await().until(() -> {
			server.bean(Streams.class).tick();
			return server.termination().phase() == TerminationPhase.DRAINED;
		});

		assertThat(report.get(10, TimeUnit.SECONDS).abandoned()).isEmpty();
		Awaitility.await().until(() -> server.bean(Streams.class).completed() >= MANY);
		long began = System.nanoTime();
		server.close();
		// the server itself waits for none of them either
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/events", "/async", "/async?ends", "/async?length=1000000", "/async?length=1000000&ends" })
	void streamEndsWithTheFirstWriteThatFails(String path) throws Exception {
		List<HttpConnection> clients = open(this.server, path, 1);
		assertThat(this.inFlight.count()).isOne();
		this.streams.tick();

		hangUp(clients);

		awaitNoneInFlight();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/download", "/deferred-download" })
	void downloadIsOverWhenItsClientHasGone(String path) throws Exception {
		List<HttpConnection> clients = open(this.server, path, 1);
		assertThat(this.inFlight.count()).isOne();

		hangUp(clients);

		awaitNoneInFlight();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/events", "/async", "/async?ends" })
	void listenersOfTheApplicationAreToldOfTheEnd(String path) throws Exception {
		int before = this.streams.completed();

		hangUp(open(this.server, path, 1));

		awaitNoneInFlight();
		Awaitility.await().until(() -> this.streams.completed() > before);
	}

	@Test
	void clientThatIsSlowHasNotGone() throws Exception {
		try (HttpConnection client = open(this.server, "/download", 1).get(0)) {
			Awaitility.await().until(this::isHeldByTheClient);
			assertThat(this.inFlight.count()).isOne();

			assertThat(client.content(StreamingApplication.DOWNLOAD)).hasSize(StreamingApplication.DOWNLOAD);
		}
		awaitNoneInFlight();
	}

	// all buffers are full
	private boolean isHeldByTheClient() {
		Thread thread = this.streams.downloading();
		return thread != null
				&& (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
	}

	private TestServer start() {
		return TestServer.start(this.kind, StreamingApplication.class, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s");
	}

	private static List<HttpConnection> open(TestServer server, String path, int count) throws IOException {
		List<HttpConnection> clients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			clients.add(HttpConnection.to(server.port()).send("GET", path));
		}
		for (HttpConnection client : clients) {
			Awaitility.await().until(() -> {
				server.bean(Streams.class).tick();
				return client.hasBytes();
			});
			assertThat(client.head().status()).isEqualTo(200);
		}
		return clients;
	}

	private static void hangUp(List<HttpConnection> clients) throws IOException {
		for (HttpConnection client : clients) {
			client.hangUp();
		}
	}

	private void awaitNoneInFlight() {
		Awaitility.await().untilAsserted(() -> {
			this.streams.tick();
			assertThat(this.inFlight.count()).isZero();
		});
	}

}
