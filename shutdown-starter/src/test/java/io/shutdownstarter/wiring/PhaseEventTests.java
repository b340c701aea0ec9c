package io.shutdownstarter.wiring;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.wiring.PlainApplication.Heard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what the application's listeners hear, and what they can do to a termination.
 */
@Timeout(60)
class PhaseEventTests {

	private static final String[] SHORT_WAIT = { "shutdown-starter.propagation.minimum=50ms",
			"shutdown-starter.propagation.quiet-period=0s" };

	@Test
	void listenersHearOfEveryPhaseInOrderBeforeTheHookIsAnswered() throws Exception {
		try (TestServer server = TestServer.start(PlainApplication.class, SHORT_WAIT)) {
			HttpConnection.get(server.port(), "/actuator/prestop");
			assertThat(server.bean(Heard.class).phases()).containsExactly(TerminationPhase.SERVING,
					TerminationPhase.PROPAGATING, TerminationPhase.DRAINING, TerminationPhase.DRAINED);

			server.termination().resume();

			Awaitility.await()
				.untilAsserted(() -> assertThat(server.bean(Heard.class).phases()).hasSize(5)
					.endsWith(TerminationPhase.SERVING));
		}
	}

	@Test
	void listenerThatFailsStopsNeitherTheOthersNorTheTermination() throws Exception {
		try (TestServer server = TestServer.start(FailingListener.class, SHORT_WAIT)) {
			HttpAnswer answer = HttpConnection.get(server.port(), "/actuator/prestop");

			assertThat(answer.body()).contains("\"outcome\":\"drained\"");
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
			assertThat(server.readiness().status()).isEqualTo(503);
		}
	}

	@Test
	void listenerThatBlocksDoesNotHoldTheAnswer() throws Exception {
		try (TestServer server = TestServer.start(BlockingListener.class, SHORT_WAIT)) {
			HttpAnswer answer = HttpConnection.get(server.port(), "/actuator/prestop");

			assertThat(answer.body()).contains("\"outcome\":\"drained\"");
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
			server.bean(Gate.class).open();
		}
	}

	@Test
	void listenerThatBlocksDoesNotKeepTheApplicationReady() throws Exception {
		try (TestServer server = TestServer.start(BlockingListener.class, SHORT_WAIT)) {
			server.hook().arrived();
			server.bean(Gate.class).awaitReached();

			assertThat(server.readiness().status()).isEqualTo(503);
			server.bean(Gate.class).open();
		}
	}

	@Import(PlainApplication.class)
	static class FailingListener {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ApplicationListener<TerminationPhaseEvent> failingListener() {
			return (event) -> {
				throw new IllegalStateException("expected");
			};
		}

	}

	@Import(PlainApplication.class)
	static class BlockingListener {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		ApplicationListener<TerminationPhaseEvent> blockingListener(Gate gate) {
			return (event) -> gate.pass();
		}

	}

}
