package io.shutdownstarter.reactive;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for handlers that an application may ask for by their class.
 */
class HandlerClassTests {

	@Test
	void requestOfAHandlerThatIsInjectedByItsClassCountsAndTheHookIsGuarded() throws IOException {
		try (TestServer server = start(OwnHandlerApplication.class)) {
			assertThat(HttpConnection.get(server.port(), "/").status()).isEqualTo(404);
			assertThat(server.bean(Asker.class).handler().lastCount()).isOne();
			// an answer arrives before its request has ended
			server.awaitNoneInFlight();

			assertThat(HttpConnection.get(server.port(), "/actuator/prestop", "X-Forwarded-For: 203.0.113.7").status())
				.isEqualTo(403);
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop").status()).isEqualTo(200);
			assertThat(HttpConnection.get(server.port(), "/").header("Connection")).containsExactly("close");
			server.termination().resume();
		}
	}

	@Test
	void requestOfAHandlerOfAFinalClassCounts() throws IOException {
		try (TestServer server = start(FinalHandlerApplication.class)) {
			HttpHandler handler = server.bean(HttpHandler.class);

			assertThat(handler).isInstanceOf(InFlightHandler.class);
			assertThat(HttpConnection.get(server.port(), "/").status()).isEqualTo(200);
		}
	}

	@Test
	void handlerWithAFinalMethodIsNotCalledWithoutItsState() throws IOException {
		try (TestServer server = start(FinalMethodApplication.class)) {
			assertThat(server.bean(HttpHandler.class)).isInstanceOf(InFlightHandler.class);
			assertThat(HttpConnection.get(server.port(), "/").status()).isEqualTo(200);
		}
	}

	private static TestServer start(Class<?> application) {
		return TestServer.start(application, WebFlux.NETTY.and("shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s"));
	}

	/**
	 * Needs the handler by its class.
	 *
	 * @param handler what it got
	 */
	record Asker(OwnHandler handler) {

	}

	/**
	 * What Boot would have made, and something of its own.
	 */
	static class OwnHandler implements HttpHandler {

		private final ApplicationContext context;

		private final InFlightRequests inFlight;

		private volatile long lastCount;

		OwnHandler(ApplicationContext context, InFlightRequests inFlight) {
			this.context = context;
			this.inFlight = inFlight;
		}

		@Override
		public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
			this.lastCount = this.inFlight.count();
			return WebHttpHandlerBuilder.applicationContext(this.context).build().handle(request, response);
		}

		long lastCount() {
			return this.lastCount;
		}

	}

	static final class FinalHandler implements HttpHandler {

		@Override
		public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
			return response.setComplete();
		}

	}

	static class FinalMethodHandler implements HttpHandler {

		private final Mono<Void> before = Mono.empty();

		@Override
		public final Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
			return this.before.then(response.setComplete());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnHandlerApplication {

		@Bean
		OwnHandler handler(ApplicationContext context, InFlightRequests inFlight) {
			return new OwnHandler(context, inFlight);
		}

		@Bean
		Asker asker(OwnHandler handler) {
			return new Asker(handler);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class FinalHandlerApplication {

		@Bean
		FinalHandler handler() {
			return new FinalHandler();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class FinalMethodApplication {

		@Bean
		FinalMethodHandler handler() {
			return new FinalMethodHandler();
		}

	}

}
