package io.shutdownstarter.support;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a real server on a free port.
 */
public final class TestServer implements AutoCloseable {

	/**
	 * What is awaited here comes within milliseconds, hundreds of times in a build.
	 */
	private static final Duration OFTEN = Duration.ofMillis(5);

	private final ConfigurableApplicationContext context;

	private TestServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts an application.
	 * @param configuration its configuration
	 * @param properties settings, such as {@code a=b}
	 * @return the running application
	 */
	public static TestServer start(Class<?> configuration, String... properties) {
		return start(ServletServer.TOMCAT, configuration, properties);
	}

	/**
	 * Starts an application on a certain server.
	 * @param server the server
	 * @param configuration the application's configuration
	 * @param properties settings, such as {@code a=b}
	 * @return the running application
	 */
	public static TestServer start(Server server, Class<?> configuration, String... properties) {
		// the last value of a property counts
		Map<String, String> arguments = new LinkedHashMap<>();
		Stream
			.of(Stream.of("server.port=0", "server.tomcat.threads.min-spare=1", "spring.main.banner-mode=off",
					"spring.main.register-shutdown-hook=false"), server.settings().stream(), Stream.of(properties))
			.flatMap(Function.identity())
			.forEach((property) -> arguments.put(property.substring(0, property.indexOf('=')), "--" + property));
		return new TestServer(new SpringApplicationBuilder(configuration).web(WebApplicationType.SERVLET)
			.run(arguments.values().toArray(String[]::new)));
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public Termination termination() {
		return bean(Termination.class);
	}

	public PreStopHook hook() {
		return bean(PreStopHook.class);
	}

	public InFlightRequests inFlight() {
		return bean(InFlightRequests.class);
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public int managementPort() {
		return this.context.getEnvironment().getProperty("local.management.port", Integer.class, port());
	}

	/**
	 * Closes the context as a JVM does that a SIGTERM ends: while the handler of the
	 * signal waits for it, by whose name it is known.
	 * @return completed when the context is closed
	 */
	public CompletableFuture<Void> sigterm() {
		return CompletableFuture.runAsync(this.context::close, (close) -> new Thread(close, "SIGTERM handler").start());
	}

	/**
	 * Waits for listeners to have heard of a change, which they do on their own thread.
	 * @param status the status of the readiness probe to wait for
	 */
	public void awaitReadiness(int status) {
		Awaitility.await().pollInterval(OFTEN).untilAsserted(() -> assertThat(readiness().status()).isEqualTo(status));
	}

	public void awaitPhase(TerminationPhase phase) {
		Awaitility.await().pollInterval(OFTEN).untilAsserted(() -> assertThat(termination().phase()).isEqualTo(phase));
	}

	/**
	 * Waits for the ends of all requests: an answer arrives before its request has ended.
	 */
	public void awaitNoneInFlight() {
		Awaitility.await().pollInterval(OFTEN).untilAsserted(() -> assertThat(inFlight().count()).isZero());
	}

	public HttpAnswer readiness() throws IOException {
		return HttpConnection.get(managementPort(), "/actuator/health/readiness");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
