package io.shutdownstarter.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.apache.catalina.core.StandardContext;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a server takes no time at its stop for what has been given up, whatever is
 * served on it.
 */
class ServerStopTests {

	private static final long OF_TOMCAT = 2000;

	private static final long OF_JETTY = 5000;

	@ParameterizedTest
	@CsvSource({ "servlet, tomcat", "servlet, jetty", "reactive, tomcat", "reactive, jetty" })
	void requestsThatWereGivenUpAreNotWaitedForByTheServer(String stack, String server) throws Exception {
		TestServer application = start(stack, server, "shutdown-starter.grace-period=3s",
				"shutdown-starter.close-reserve=2s");
		Answers answers = application.bean(Answers.class);
		try (HttpConnection kept = HttpConnection.to(application.port());
				HttpConnection carried = HttpConnection.to(application.port());
				HttpConnection uncarried = HttpConnection.to(application.port())) {
			assertThat(kept.send("GET", "/ok").answer().status()).isEqualTo(200);
			carried.send("GET", "/carried");
			uncarried.send("GET", "/uncarried");
			answers.carried.awaitReached();
			answers.uncarried.awaitReached();
			TerminationReport report = terminate(application);
			assertThat(report.abandoned()).hasSize(2);

			long began = System.nanoTime();
			application.close();

			// by themselves up to 9 s (Tomcat) and 5 s (Jetty)
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
		}
		finally {
			answers.carried.open();
			answers.uncarried.open();
			application.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "servlet, jetty", "reactive, tomcat" })
	void serverOfAManagementPortOfItsOwnWaitsForNothingEither(String stack, String server) throws Exception {
		TestServer application = start(stack, server, "management.server.port=0");
		List<LongSupplier> waits = waits(application);
		terminate(application);

		application.close();

		assertThat(waits).hasSize(2).allSatisfy((wait) -> assertThat(wait.getAsLong()).isLessThanOrEqualTo(200));
	}

	@ParameterizedTest
	@CsvSource({ "servlet, tomcat, " + OF_TOMCAT, "reactive, jetty, " + OF_JETTY })
	void programThatClosesItsContextHasItsServerAsItIs(String stack, String server, long asItIs) {
		TestServer application = start(stack, server);
		List<LongSupplier> waits = waits(application);

		application.close();

		assertThat(waits).singleElement().satisfies((wait) -> assertThat(wait.getAsLong()).isEqualTo(asItIs));
	}

	private static TestServer start(String stack, String server, String... properties) {
		return TestServer.start(StoppedApplication.class,
				Stream.concat(Stream.of("spring.main.web-application-type=" + stack, "test.server=" + server,
						"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s"),
						Stream.of(properties))
					.toArray(String[]::new));
	}

	private static TerminationReport terminate(TestServer application) throws Exception {
		return application.hook().arrived().toCompletableFuture().get(30, TimeUnit.SECONDS);
	}

	// found while they run, and read when they have ended
	private static List<LongSupplier> waits(TestServer application) {
		return application.bean(Servers.class).all.stream().map(ServerStopTests::waitOf).toList();
	}

	private static LongSupplier waitOf(WebServer server) {
		if (server instanceof TomcatWebServer tomcat
				&& tomcat.getTomcat().getHost().findChildren()[0] instanceof StandardContext context) {
			return context::getUnloadDelay;
		}
		QueuedThreadPool threads = (QueuedThreadPool) ((JettyWebServer) server).getServer().getThreadPool();
		return threads::getStopTimeout;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Answers.class, Servers.class })
	static class StoppedApplication {

	}

	@RestController
	static class Answers {

		private final Gate carried = new Gate();

		private final Gate uncarried = new Gate();

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

		/** Held by a thread of the server, on servlet containers with either stack. */
		@GetMapping("/carried")
		String carried() {
			this.carried.pass();
			return "ok";
		}

		@GetMapping("/uncarried")
		CompletionStage<String> uncarried() {
			return this.uncarried.passLater();
		}

	}

	/**
	 * The application's server, and that of a management port of its own.
	 */
	static final class Servers implements ApplicationListener<WebServerInitializedEvent> {

		private final List<WebServer> all = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(WebServerInitializedEvent event) {
			this.all.add(event.getWebServer());
		}

	}

}
