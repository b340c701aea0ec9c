package io.shutdownstarter.actuate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a caller of the hook that hangs up where the server notices it at once.
 */
class HastyCallerTests {

	@Test
	void callerThatHangsUpTakesNoAnswerFromOthers() throws Exception {
		try (TestServer server = TestServer.start(WatchedApplication.class,
				WebFlux.NETTY.and("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m"));
				HttpConnection patient = HttpConnection.to(server.port()).send("GET", "/actuator/prestop")) {
			server.awaitPhase(TerminationPhase.PROPAGATING);
			HttpConnection hasty = HttpConnection.to(server.port()).send("GET", "/actuator/prestop");
			assertThat(server.bean(CountDownLatch.class).await(30, TimeUnit.SECONDS)).isTrue();
			hasty.hangUp();
			server.bean(Gate.class).awaitReached();

			server.termination().resume();

			assertThat(patient.answer().body()).contains("resumed");
		}
	}

	@Import(HookApplication.class)
	static class WatchedApplication {

		@Bean
		Gate hungUp() {
			return new Gate();
		}

		@Bean
		CountDownLatch twoCalls() {
			return new CountDownLatch(2);
		}

		@Bean
		WebFilter watch(Gate hungUp, CountDownLatch twoCalls) {
			return (exchange, chain) -> {
				twoCalls.countDown();
				return chain.filter(exchange).doOnCancel(hungUp::reach);
			};
		}

	}

}
