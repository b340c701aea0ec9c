package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationTrigger;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the operator's pair: POST takes the pod out of rotation, DELETE puts it back.
 */
class OperatorPairTests {

	private static final String[] NO_WAIT = { "shutdown-starter.propagation.minimum=0s",
			"shutdown-starter.propagation.quiet-period=0s", "shutdown-starter.prestop.recovery-delay=10ms" };

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", "management.server.port=0", WebFlux.ON_NETTY,
			WebFlux.ON_NETTY + ";management.server.port=0" })
	void postTakesThePodOutOfRotationAndDeletePutsItBack(String port) throws IOException {
		try (TestServer server = start(port)) {
			HttpAnswer drained = call(server, "POST");

			assertThat(drained.status()).isEqualTo(200);
			assertThat(json(drained).keySet().stream().map(Object::toString)).containsExactlyInAnyOrder("phase",
					"inFlight", "lateRequests");
			assertThat(server.termination().status().trigger()).isEqualTo(TerminationTrigger.OPERATOR);
			awaitPhase(server, TerminationPhase.DRAINED);
			assertThat(server.readiness().status()).isEqualTo(503);
			assertThat(server.termination().deadline()).isEmpty();
			HttpAnswer late = HttpConnection.get(server.port(), "/ok");
			assertThat(late.body()).isEqualTo("ok");
			assertThat(late.header("Connection")).containsExactly("close");
			assertThat(json(call(server, "POST"))).containsEntry("lateRequests", 1);
			// a request ends a little after its answer
			Awaitility.await().until(() -> server.inFlight().count() == 0);

			HttpAnswer resumed = call(server, "DELETE");

			assertThat(resumed.status()).isEqualTo(200);
			assertThat(json(resumed)).isEqualTo(Map.of("phase", "serving", "inFlight", 0, "lateRequests", 0));
			server.awaitReadiness(200);
			assertThat(HttpConnection.get(server.port(), "/ok").header("Connection")).isEmpty();
		}
	}

	@Test
	void postIsAnsweredAtOnceWithWhatIsInFlight() throws Exception {
		try (TestServer server = start("server.port=0"); HttpConnection held = HttpConnection.to(server.port())) {
			Gate gate = server.bean(HookApplication.Held.class).newGate();
			held.send("GET", "/held");
			gate.awaitReached();

			assertThat(json(call(server, "POST"))).containsEntry("inFlight", 1);
			awaitPhase(server, TerminationPhase.DRAINING);

			gate.open();
			assertThat(held.answer().body()).isEqualTo("ok");
			awaitPhase(server, TerminationPhase.DRAINED);
		}
	}

	@Test
	void deleteAnswersAWaitingHook() throws Exception {
		try (TestServer server = start("server.port=0");
				HttpConnection held = HttpConnection.to(server.port());
				HttpConnection hook = HttpConnection.to(server.port())) {
			Gate gate = server.bean(HookApplication.Held.class).newGate();
			held.send("GET", "/held");
			gate.awaitReached();
			hook.send("GET", "/actuator/prestop");
			awaitPhase(server, TerminationPhase.DRAINING);

			assertThat(json(call(server, "DELETE"))).containsEntry("phase", "serving").containsEntry("inFlight", 1);

			assertThat(json(hook.answer())).containsEntry("outcome", "resumed");
			gate.open();
			assertThat(held.answer().body()).isEqualTo("ok");
			server.awaitReadiness(200);
		}
	}

	@Test
	void hookStartsTheClockOfAPodThatIsHeld() throws IOException {
		try (TestServer server = start("shutdown-starter.prestop.recovery-delay=60s")) {
			call(server, "POST");
			awaitPhase(server, TerminationPhase.DRAINED);

			assertThat(HttpConnection.get(server.port(), "/actuator/prestop").body()).contains("drained");

			assertThat(server.termination().status().trigger()).isEqualTo(TerminationTrigger.PRE_STOP);
			assertThat(server.termination().deadline()).isPresent();
		}
	}

	@Test
	void deleteChangesNothingWhileServing() throws IOException {
		try (TestServer server = start("server.port=0")) {
			assertThat(json(call(server, "DELETE"))).containsEntry("phase", "serving");

			assertThat(server.readiness().status()).isEqualTo(200);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	@Test
	void pairIsRefusedOnceTheContextIsBeingClosed() throws Exception {
		try (TestServer server = TestServer.start(SlowStopApplication.class, NO_WAIT)) {
			Gate gate = server.bean(Gate.class);
			int port = server.port();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close,
					(task) -> new Thread(task).start());
			gate.awaitReached();

			for (String method : List.of("POST", "DELETE")) {
				try (HttpConnection connection = HttpConnection.to(port)) {
					HttpAnswer answer = connection.send(method, "/actuator/prestop", "Content-Length: 0").answer();
					assertThat(answer.status()).isEqualTo(409);
					assertThat(json(answer)).containsEntry("phase", "serving");
				}
			}

			gate.open();
			closed.get(60, TimeUnit.SECONDS);
		}
	}

	private static TestServer start(String property) {
		return TestServer.start(HookApplication.class,
				Stream.concat(Stream.of(NO_WAIT), Stream.of(WebFlux.split(property))).toArray(String[]::new));
	}

	private static void awaitPhase(TestServer server, TerminationPhase phase) {
		Awaitility.await().until(() -> server.termination().phase() == phase);
	}

	private static HttpAnswer call(TestServer server, String method) throws IOException {
		try (HttpConnection connection = HttpConnection.to(server.managementPort())) {
			return connection.send(method, "/actuator/prestop", "Content-Length: 0").answer();
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> json(HttpAnswer answer) {
		return new JsonMapper().readValue(answer.body(), Map.class);
	}

	@Import(HookApplication.class)
	static class SlowStopApplication {

		@Bean
		Gate stopGate() {
			return new Gate();
		}

		// stops before the web server does
		@Bean
		SmartLifecycle slowStop(Gate stopGate) {
			return new SmartLifecycle() {

				private volatile boolean running;

				@Override
				public void start() {
					this.running = true;
				}

				@Override
				public void stop() {
					stopGate.pass();
					this.running = false;
				}

				@Override
				public boolean isRunning() {
					return this.running;
				}

			};
		}

	}

}
