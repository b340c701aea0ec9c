package io.shutdownstarter.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.actuate.HookApplication.Phases;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what the probes of the pod see of a termination. A propagation wait lasts until
 * the test ends it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadinessTests {

	private static final String[] LONG_WAIT = { "shutdown-starter.grace-period=5m",
			"shutdown-starter.propagation.minimum=4m" };

	private TestServer server;

	@BeforeAll
	void startServer() {
		this.server = TestServer.start(HookApplication.class, LONG_WAIT);
	}

	@AfterAll
	void stopServer() {
		this.server.close();
	}

	@AfterEach
	void acceptAgain() {
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		this.server.termination().resume();
		this.server.awaitReadiness(200);
	}

	@Test
	void readinessIsDownAndLivenessIsUpDuringTheHook() throws Exception {
		assertThat(this.server.readiness().status()).isEqualTo(200);

		this.server.hook().arrived();

		this.server.awaitReadiness(503);
		assertThat(this.server.readiness().body()).contains("OUT_OF_SERVICE");
		HttpAnswer liveness = HttpConnection.get(this.server.port(), "/actuator/health/liveness");
		assertThat(liveness.status()).isEqualTo(200);
		assertThat(liveness.body()).contains("UP");
	}

	@Test
	void readinessStaysDownWhenSomebodyAcceptsTraffic() throws Exception {
		this.server.hook().arrived();
		this.server.awaitReadiness(503);

		publish(ReadinessState.ACCEPTING_TRAFFIC);

		assertThat(this.server.readiness().status()).isEqualTo(503);
	}

	@Test
	void resumeMakesReadyAgain() {
		this.server.hook().arrived();
		this.server.awaitReadiness(503);

		this.server.termination().resume();

		this.server.awaitReadiness(200);
	}

	@Test
	void hookDoesNotWaitForPropagationAndResumeDoesNotMakeReadyWhenTheApplicationRefuses() throws Exception {
		publish(ReadinessState.REFUSING_TRAFFIC);

		HttpAnswer answer = HttpConnection.get(this.server.port(), "/actuator/prestop");
		assertThat(answer.body()).contains("\"outcome\":\"drained\"").contains("\"propagationMillis\":0");

		awaitHeard(TerminationPhase.DRAINED);
		resumeAndAwaitListeners();
		assertThat(this.server.readiness().status()).isEqualTo(503);
	}

	@Test
	void resumeDoesNotMakeReadyWhenTheApplicationRefusedMeanwhile() throws Exception {
		this.server.hook().arrived();
		awaitHeard(TerminationPhase.PROPAGATING);
		publish(ReadinessState.REFUSING_TRAFFIC);

		resumeAndAwaitListeners();

		assertThat(this.server.readiness().status()).isEqualTo(503);
	}

	@Test
	void hookBeforeTheApplicationIsReadyKeepsItFromBecomingReady() throws Exception {
		try (TestServer early = TestServer.start(EarlyHookApplication.class, LONG_WAIT)) {
			assertThat(early.readiness().status()).isEqualTo(503);
			TerminationReport report = early.bean(EarlyHookApplication.class).answer.get(30, TimeUnit.SECONDS);
			assertThat(report.outcome()).isEqualTo(TerminationReport.Outcome.DRAINED);
			assertThat(report.propagation()).isEqualTo(Duration.ZERO);
			assertThat(early.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
			assertThat(early.readiness().status()).isEqualTo(503);

			early.termination().resume();

			early.awaitReadiness(200);
		}
	}

	private void publish(ReadinessState state) {
		AvailabilityChangeEvent.publish(this.server.context(), state);
	}

	private void resumeAndAwaitListeners() {
		this.server.termination().resume();
		awaitHeard(TerminationPhase.SERVING);
	}

	private void awaitHeard(TerminationPhase phase) {
		Phases phases = this.server.bean(Phases.class);
		Awaitility.await().until(() -> phases.last() == phase);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EarlyHookApplication {

		private final CompletableFuture<TerminationReport> answer = new CompletableFuture<>();

		@Bean
		ApplicationRunner earlyHook(PreStopHook hook) {
			return (arguments) -> hook.arrived().thenAccept(this.answer::complete);
		}

	}

}
