package io.shutdownstarter.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.server.ProtocolApplication.SlowStop;
import io.shutdownstarter.server.ProtocolCase.Protocol;
import io.shutdownstarter.server.ProtocolCase.Server;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.Http2Connection;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.SelfSigned;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what clients of each server and protocol see of a termination. The rows of
 * {@code docs/compatibility.md} are those of one by the hook.
 */
class ProtocolTests {

	private static final int PATIENCE_SECONDS = 30;

	/**
	 * The last stream of a GOAWAY that refuses none.
	 */
	private static final int ALL_STREAMS = Integer.MAX_VALUE;

	private static final ExecutorService CLIENTS = Executors.newCachedThreadPool();

	private static String[] tls = {};

	@BeforeAll
	static void makeCertificate(@TempDir Path directory) throws Exception {
		tls = SelfSigned.properties(directory, "server");
	}

	@AfterAll
	static void stopClients() {
		CLIENTS.shutdownNow();
	}

	static Stream<ProtocolCase> http2() {
		return ProtocolCase.of(true);
	}

	static Stream<ProtocolCase> servers() {
		return Stream.of(Server.TOMCAT, Server.JETTY, Server.NETTY)
			.map((server) -> new ProtocolCase(server, Protocol.H2C));
	}

	static Stream<ProtocolCase> http1() {
		return ProtocolCase.of(false);
	}

	@ParameterizedTest
	@MethodSource("http2")
	void e40_http2ClientsAreToldToGoAndLoseNothing(ProtocolCase row) throws Exception {
		try (TestServer server = start(row);
				Http2Connection busy = connect(row, server);
				Http2Connection idle = connect(row, server)) {
			Gate gate = server.bean(ProtocolApplication.Answers.class).gate();
			assertThat(idle.get("/ok").get().status()).isEqualTo(200);
			CompletableFuture<HttpAnswer> inFlight = busy.get("/held");
			gate.awaitReached();
			ObedientClient obedient = new ObedientClient(row, server);
			CompletableFuture<List<HttpAnswer>> obeyed = CompletableFuture.supplyAsync(obedient::run, CLIENTS);
			assertThat(obedient.firstAnswer().get().status()).isEqualTo(200);
			assertThat(busy.goAways()).as("before the signal").isEmpty();

			CompletableFuture<TerminationReport> hook = server.hook().arrived().toCompletableFuture();
			CompletableFuture<HttpAnswer> atOnce = busy.get("/ok");

			int told = busy.firstGoAway().get();
			assertThat(inFlight).isNotDone();
			int idleTold = idle.firstGoAway().get();
			List<Integer> late = List.of(atOnce.get().status(), busy.get("/ok").get().status(),
					idle.get("/ok").get().status());
			try (Http2Connection opened = connect(row, server)) {
				assertThat(opened.get("/ok").get().status()).isEqualTo(200);
				assertThat(opened.firstGoAway().get()).as("a connection that was opened later").isEqualTo(told);
			}
			gate.open();
			HttpAnswer answer = inFlight.get();
			assertThat(answer.body()).isEqualTo("ok");
			hook.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			obedient.stop();
			assertThat(obeyed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("of the client that obeys")
				.extracting(HttpAnswer::status)
				.containsOnly(200);
			assertThat(busy.goAways()).as("told once").containsExactly(told);
			Awaitility.await()
				.untilAsserted(() -> assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED));

			server.context().close();

			assertThat(busy.closed().get()).isTrue();
			assertThat(told).isEqualTo(ALL_STREAMS);
			assertThat(late).containsOnly(200);
			ProtocolTable.check(row, goAway(told), status(answer.status()), status(late.get(0)), goAway(idleTold));
		}
	}

	@ParameterizedTest
	@MethodSource("servers")
	void e40_http2ClientsLoseNothingWithoutAHook(ProtocolCase row) throws Exception {
		// long: the first of these closes starts the clock of all that this JVM makes
		try (TestServer server = start(row, "shutdown-starter.grace-period=30m",
				"shutdown-starter.propagation.on-sigterm=always"); Http2Connection busy = connect(row, server)) {
			Gate gate = server.bean(ProtocolApplication.Answers.class).gate();
			CompletableFuture<HttpAnswer> inFlight = busy.get("/held");
			gate.awaitReached();

			CompletableFuture<Void> closed = server.sigterm();

			assertThat(busy.firstGoAway().get()).isEqualTo(ALL_STREAMS);
			assertThat(busy.get("/ok").get().status()).isEqualTo(200);
			try (Http2Connection opened = connect(row, server)) {
				assertThat(opened.get("/ok").get().status()).isEqualTo(200);
				assertThat(opened.firstGoAway().get()).as("a connection that was opened later").isEqualTo(ALL_STREAMS);
			}
			assertThat(inFlight).isNotDone();
			assertThat(closed).isNotDone();
			gate.open();
			assertThat(inFlight.get().body()).isEqualTo("ok");
			closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(busy.closed().get()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("servers")
	void e40_http2StreamsAreServedUntilTheServerStops(ProtocolCase row) throws Exception {
		try (TestServer server = start(row, "test.slow-stops=true"); Http2Connection client = connect(row, server)) {
			Gate listeners = server.context().getBean("listeners", SlowStop.class).gate();
			Gate lastMoment = server.context().getBean("lastMoment", SlowStop.class).gate();
			Gate gate = server.bean(ProtocolApplication.Answers.class).gate();
			assertThat(client.get("/ok").get().status()).isEqualTo(200);
			server.hook().arrived().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(client.firstGoAway().get()).isEqualTo(ALL_STREAMS);

			CompletableFuture<Void> closed = CompletableFuture.runAsync(server.context()::close, CLIENTS);

			listeners.awaitReached();
			assertThat(client.get("/ok").get().status()).as("while listeners stop").isEqualTo(200);
			CompletableFuture<HttpAnswer> inFlight = client.get("/held");
			gate.awaitReached();
			listeners.open();
			lastMoment.awaitReached();
			if (row.server() == Server.NETTY) {
				// it refuses streams from the frame on that says so
				Awaitility.await().untilAsserted(() -> assertThat(client.goAways()).containsExactly(ALL_STREAMS, 5));
			}
			CompletableFuture<HttpAnswer> last = client.get("/ok");
			if (row.server() != Server.NETTY) {
				assertThat(last.get().status()).as("right before the server stops").isEqualTo(200);
			}
			lastMoment.open();
			Awaitility.await().until(() -> isRefused(server.port()));
			gate.open();
			assertThat(inFlight.get().body()).isEqualTo("ok");
			closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(client.closed().get()).isTrue();
			assertThat(last.isCompletedExceptionally()).as("refused").isEqualTo(row.server() == Server.NETTY);
		}
	}

	@ParameterizedTest
	@MethodSource("http1")
	void e40_http1ClientsAreToldToGoAndLoseNothing(ProtocolCase row) throws Exception {
		try (TestServer server = start(row);
				HttpConnection busy = connection(row, server);
				HttpConnection idle = connection(row, server)) {
			Gate gate = server.bean(ProtocolApplication.Answers.class).gate();
			assertThat(idle.send("GET", "/ok").answer().header("Connection")).as("before the signal")
				.doesNotContain("close");
			busy.send("GET", "/held");
			gate.awaitReached();

			CompletableFuture<TerminationReport> hook = server.hook().arrived().toCompletableFuture();

			HttpAnswer next = idle.send("GET", "/ok").answer();
			assertThat(idle.isClosedByServer()).isTrue();
			HttpAnswer late;
			try (HttpConnection opened = connection(row, server)) {
				late = opened.send("GET", "/ok").answer();
				assertThat(opened.isClosedByServer()).isTrue();
			}
			gate.open();
			HttpAnswer answer = busy.answer();
			hook.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

			assertThat(answer.body()).isEqualTo("ok");
			assertThat(List.of(next.status(), late.status())).containsOnly(200);
			ProtocolTable.check(row, header(answer), status(answer.status()), status(late.status()),
					header(next) + " with its next answer");
		}
	}

	@Test
	void thePageHasARowForEachCase() throws IOException {
		assertThat(ProtocolTable.cases()).isEqualTo(ProtocolTable.expectedCases());
	}

	private static TestServer start(ProtocolCase row, String... more) {
		return TestServer.start(row.server().application,
				Stream.concat(Stream.of(row.properties(tls)), Stream.of(more)).toArray(String[]::new));
	}

	// nothing is sent: what accepts connections is closed first
	private static boolean isRefused(int port) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return !socket.isConnected();
		}
		catch (ConnectException ex) {
			return true;
		}
	}

	private static Http2Connection connect(ProtocolCase row, TestServer server) throws IOException {
		return row.protocol().tls ? Http2Connection.secureTo(server.port()) : Http2Connection.to(server.port());
	}

	private static HttpConnection connection(ProtocolCase row, TestServer server) throws Exception {
		return row.protocol().tls
				? HttpConnection
					.over(SelfSigned.trustingClient().getSocketFactory().createSocket("127.0.0.1", server.port()))
				: HttpConnection.to(server.port());
	}

	static String goAway(int lastStream) {
		return (lastStream == ALL_STREAMS) ? "GOAWAY, all streams" : "GOAWAY, up to stream " + lastStream;
	}

	private static String status(int status) {
		return (status == 200) ? "answered" : "status " + status;
	}

	private static String header(HttpAnswer answer) {
		return answer.header("Connection").contains("close") ? "`Connection: close`" : "not told";
	}

	/**
	 * Sends one request after the other, and opens another connection when it is told to
	 * leave.
	 */
	private static final class ObedientClient {

		private final ProtocolCase row;

		private final TestServer server;

		private final CompletableFuture<HttpAnswer> first = new CompletableFuture<>();

		private final AtomicBoolean stopped = new AtomicBoolean();

		ObedientClient(ProtocolCase row, TestServer server) {
			this.row = row;
			this.server = server;
		}

		CompletableFuture<HttpAnswer> firstAnswer() {
			return this.first.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}

		void stop() {
			this.stopped.set(true);
		}

		List<HttpAnswer> run() {
			List<HttpAnswer> answers = new ArrayList<>();
			try {
				while (!this.stopped.get()) {
					useConnection(answers);
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException("after %d answers".formatted(answers.size()), ex);
			}
			return answers;
		}

		private void useConnection(List<HttpAnswer> answers) throws Exception {
			try (Http2Connection connection = connect(this.row, this.server)) {
				while (!this.stopped.get() && connection.goAways().isEmpty()) {
					HttpAnswer answer = connection.get("/ok").get();
					answers.add(answer);
					this.first.complete(answer);
				}
			}
		}

	}

}
