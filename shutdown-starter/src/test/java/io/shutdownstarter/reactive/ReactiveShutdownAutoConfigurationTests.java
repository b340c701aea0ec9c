package io.shutdownstarter.reactive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import reactor.core.publisher.Mono;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;
import io.shutdownstarter.reactive.GatedApplication.Answers;
import io.shutdownstarter.servlet.ServletShutdownAutoConfiguration;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactiveShutdownAutoConfiguration}.
 */
class ReactiveShutdownAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
			ShutdownAutoConfiguration.class, ServletShutdownAutoConfiguration.class,
			ReactiveShutdownAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(OURS)
		.withUserConfiguration(OwnHandler.class);

	@Test
	void handlerOfTheApplicationIsTheInnerOne() {
		this.reactive.run((context) -> assertThat(context).hasSingleBean(HttpHandler.class)
			.getBean(HttpHandler.class)
			.isInstanceOf(InFlightHandler.class));
	}

	@Test
	void reactiveApplicationWithoutServletsCounts() {
		this.reactive.withClassLoader(new FilteredClassLoader(Filter.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.getBean(HttpHandler.class)
				.isInstanceOf(InFlightHandler.class));
	}

	@Test
	void disabledLeavesTheHandlerAsItIs() {
		this.reactive.withPropertyValues("shutdown-starter.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(InFlightHandlers.class)
				.getBean(HttpHandler.class)
				.isNotInstanceOf(InFlightHandler.class));
	}

	@Test
	void otherApplicationsHaveNothingOfIt() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.doesNotHaveBean(OutermostHandler.class));
		new ApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.doesNotHaveBean(OutermostHandler.class));
	}

	@Test
	void requestOfAHandlerThatTheUserHasMadeCountsAndIsToldToLeave() throws IOException {
		try (TestServer server = TestServer.start(WebFlux.NETTY, OwnHandlerApplication.class,
				"shutdown-starter.propagation.minimum=20s")) {
			assertThat(HttpConnection.get(server.port(), "/count").body()).isEqualTo("1");
			// an answer arrives before its request has ended
			server.awaitNoneInFlight();
			server.hook().arrived();

			assertThat(HttpConnection.get(server.port(), "/count").header("Connection")).containsExactly("close");
			server.termination().resume();
		}
	}

	@Test
	void handlerThatFailsAtOnceCountsNoMoreAndIsAnswered() throws IOException {
		try (TestServer server = TestServer.start(WebFlux.NETTY, OwnHandlerApplication.class)) {
			assertThat(HttpConnection.get(server.port(), "/fail").status()).isEqualTo(500);
			// an answer arrives before its request has ended
			server.awaitNoneInFlight();
		}
	}

	@Test
	void requestOfALazyApplicationCounts() throws Exception {
		assertCounts("/gated", GatedApplication.class, "spring.main.lazy-initialization=true");
	}

	@Test
	void requestThatADecoratorOfTheUserHoldsCounts() throws Exception {
		assertCounts("/ok", DecoratedApplication.class);
	}

	private static void assertCounts(String path, Class<?> application, String... properties) throws Exception {
		try (TestServer server = TestServer.start(WebFlux.NETTY, application, properties)) {
			Gate gate = server.bean(Answers.class).newGate();
			try (HttpConnection connection = HttpConnection.to(server.port())) {
				connection.send("GET", path);
				gate.awaitReached();
				assertThat(server.inFlight().count()).isOne();

				gate.open();
				assertThat(connection.answer().status()).isEqualTo(200);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnHandler {

		@Bean
		HttpHandler handler() {
			return new ContextPathCompositeHandler(Map.of("/a", (request, response) -> Mono.empty()));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnHandlerApplication {

		@Bean
		HttpHandler handler(InFlightRequests inFlight) {
			return (request, response) -> {
				if (request.getPath().value().equals("/fail")) {
					throw new IllegalStateException("expected");
				}
				byte[] count = Long.toString(inFlight.count()).getBytes(StandardCharsets.UTF_8);
				response.getHeaders().setContentLength(count.length);
				return response.writeWith(Mono.just(response.bufferFactory().wrap(count)));
			};
		}

	}

	@Import(GatedApplication.class)
	static class DecoratedApplication {

		@Bean
		HttpHandlerDecoratorFactory holding(Answers answers) {
			return (handler) -> (request, response) -> answers.gated().then(handler.handle(request, response));
		}

	}

}
