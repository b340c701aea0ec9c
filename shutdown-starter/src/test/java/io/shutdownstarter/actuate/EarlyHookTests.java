package io.shutdownstarter.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls that come before the application is ready, as for a pod that is deleted
 * while it starts.
 */
class EarlyHookTests {

	@ParameterizedTest
	@CsvSource({ "start, server.port=0, Accept: */*", "start, management.server.port=0, Accept: */*",
			"runner, server.port=0, Accept: */*", "runner, management.server.port=0, Accept: */*",
			"start, " + WebFlux.ON_NETTY + ", Accept: */*",
			"start, " + WebFlux.ON_NETTY + ";management.server.port=0, Accept: */*" })
	void hookDuringTheStartDrainsAndKeepsTheApplicationFromBecomingReady(String when, String port, String header)
			throws Exception {
		try (TestServer server = start(when, port, header)) {
			HttpAnswer answer = server.bean(EarlyApplication.class).answer.get(60, TimeUnit.SECONDS);

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).contains("drained").contains("\"propagationMillis\":0");
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
			assertThat(server.readiness().status()).isEqualTo(503);
			server.termination().resume();
			server.awaitReadiness(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "start, server.port=0, X-Forwarded-For: a", "runner, server.port=0, Via: a",
			"start, " + WebFlux.ON_NETTY + ", X-Forwarded-For: a" })
	void callThatIsRefusedDuringTheStartChangesNothing(String when, String port, String header) throws Exception {
		try (TestServer server = start(when, port, header)) {
			HttpAnswer answer = server.bean(EarlyApplication.class).answer.get(60, TimeUnit.SECONDS);

			assertThat(answer.status()).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(server.readiness().status()).isEqualTo(200);
		}
	}

	private static TestServer start(String when, String port, String header) {
		return TestServer.start(EarlyApplication.class,
				WebFlux.split(port, "call.when=" + when, "call.header=" + header));
	}

	@Import(HookApplication.class)
	static class EarlyApplication {

		private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();

		// starts behind all servers, while the context is still being refreshed
		@Bean
		@ConditionalOnProperty(name = "call.when", havingValue = "start")
		SmartLifecycle callDuringTheStart(Environment environment) {
			return new SmartLifecycle() {

				private volatile boolean running;

				@Override
				public void start() {
					this.running = true;
					call(environment);
				}

				@Override
				public void stop() {
					this.running = false;
				}

				@Override
				public boolean isRunning() {
					return this.running;
				}

			};
		}

		@Bean
		@ConditionalOnProperty(name = "call.when", havingValue = "runner")
		ApplicationRunner callBeforeReady(Environment environment) {
			return (arguments) -> call(environment);
		}

		private void call(Environment environment) {
			int port = environment.getProperty("local.management.port", Integer.class, 0);
			try {
				this.answer.complete(
						HttpConnection.get(port, "/actuator/prestop", environment.getRequiredProperty("call.header")));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
