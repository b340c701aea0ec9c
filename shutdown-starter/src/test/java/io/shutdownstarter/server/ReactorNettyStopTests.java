package io.shutdownstarter.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.channel.EventLoopGroup;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how long the threads of Reactor Netty are waited for when the context is closed,
 * in an application that uses it for its calls to others.
 */
class ReactorNettyStopTests {

	private static final String[] NO_WAIT = { "shutdown-starter.grace-period=5m",
			"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s" };

	@Test
	void threadsAreHardlyWaitedForAfterATermination() throws Exception {
		TestServer server = TestServer.start(CallingApplication.class, NO_WAIT);
		ReactorResourceFactory factory = server.bean(ReactorResourceFactory.class);
		EventLoopGroup threads = factory.getLoopResources().onClient(false);
		threads.submit(() -> {
		}).get(30, TimeUnit.SECONDS);
		terminate(server);

		server.close();

		assertThat(threads.isTerminated()).isTrue();
		assertThat(field(factory, "shutdownQuietPeriod")).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void periodThatTheApplicationHasSetIsKept() throws Exception {
		TestServer server = TestServer.start(CallingApplication.class, with("quiet=true"));
		ReactorResourceFactory factory = server.bean(ReactorResourceFactory.class);
		terminate(server);

		server.close();

		assertThat(field(factory, "shutdownQuietPeriod")).isEqualTo(Duration.ofMillis(300));
		assertThat(field(factory, "shutdownTimeout")).isEqualTo(Duration.ofSeconds(15));
	}

	@Test
	void programThatClosesItsContextHasItAsItIs() {
		TestServer server = TestServer.start(CallingApplication.class, NO_WAIT);
		ReactorResourceFactory factory = server.bean(ReactorResourceFactory.class);

		server.close();

		assertThat(field(factory, "shutdownQuietPeriod")).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void threadsGetHalfASecondAfterTheDeadline() throws Exception {
		TestServer server = TestServer.start(CallingApplication.class, "shutdown-starter.grace-period=2s",
				"shutdown-starter.close-reserve=1900ms", "shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s");
		ReactorResourceFactory factory = server.bean(ReactorResourceFactory.class);
		terminate(server);
		Awaitility.await().until(() -> server.termination().deadline().orElseThrow().hasPassed());

		server.close();

		assertThat(field(factory, "shutdownTimeout")).isEqualTo(Duration.ofMillis(500));
	}

	private static void terminate(TestServer server) throws Exception {
		server.hook().arrived().toCompletableFuture().get(30, TimeUnit.SECONDS);
	}

	private static @Nullable Object field(ReactorResourceFactory factory, String name) {
		return new DirectFieldAccessor(factory).getPropertyValue(name);
	}

	private static String[] with(String setting) {
		return Stream.concat(Stream.of(NO_WAIT), Stream.of(setting)).toArray(String[]::new);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class CallingApplication {

		@Bean
		ReactorResourceFactory reactorResourceFactory(Environment environment) {
			ReactorResourceFactory factory = new ReactorResourceFactory();
			factory.setUseGlobalResources(false);
			if (environment.getProperty("quiet") != null) {
				factory.setShutdownQuietPeriod(Duration.ofMillis(300));
			}
			return factory;
		}

	}

}
