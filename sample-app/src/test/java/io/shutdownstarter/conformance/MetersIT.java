package io.shutdownstarter.conformance;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.ListeningApp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be watched from outside while a process terminates: meters, the termination
 * endpoint, and what its own listeners hear.
 */
@Execution(ExecutionMode.CONCURRENT)
class MetersIT {

	private static final String IN_FLIGHT = "termination_in_flight_requests{kind=\"sync\"} ";

	private static final String LATE = "termination_late_requests_total ";

	private static final List<String> PHASES = List.of("heard SERVING -> PROPAGATING", "heard PROPAGATING -> DRAINING",
			"heard DRAINING -> DRAINED");

	@Test
	@DisplayName("Meters, endpoint and listeners follow a termination that the hook has begun")
	void metersFollowTheHook() throws IOException {
		try (FixtureApp app = start("meters-hook")) {
			assertThat(phase(app)).isEqualTo("serving");
			CompletableFuture<HttpAnswer> held = app.hold("early");
			CompletableFuture<HttpAnswer> hook = app.hook();
			assertTerminationIsSeen(app, "pre-stop");

			app.release("early");

			assertThat(FixtureApp.get(held).status()).isEqualTo(200);
			assertThat(FixtureApp.get(hook).status()).isEqualTo(200);
			assertThat(phase(app)).isEqualTo("drained");
			assertThat(sample(app, IN_FLIGHT)).isZero();
			app.sigterm();
			assertEnd(app);
		}
	}

	@Test
	@DisplayName("Meters, endpoint and listeners follow a termination that SIGTERM alone has begun")
	void metersFollowABareSigterm() throws IOException {
		try (FixtureApp app = start("meters-sigterm")) {
			assertThat(phase(app)).isEqualTo("serving");
			CompletableFuture<HttpAnswer> held = app.hold("early");
			app.sigterm();
			assertTerminationIsSeen(app, "signal");

			app.release("early");

			assertThat(FixtureApp.get(held).status()).isEqualTo(200);
			assertEnd(app);
		}
	}

	private static FixtureApp start(String name) {
		return FixtureApp.of(ListeningApp.class, name)
			.arguments("--management.endpoints.web.exposure.include=health,prometheus,termination")
			.settings("propagation.minimum=5s", "propagation.quiet-period=500ms")
			.start();
	}

	private static void assertTerminationIsSeen(FixtureApp app, String trigger) throws IOException {
		app.awaitLine("Termination began");
		assertThat(phase(app)).isEqualTo("propagating");
		assertThat(sample(app, IN_FLIGHT)).isEqualTo(1);
		assertThat(sample(app, LATE)).isZero();
		assertThat(app.get("/work").status()).isEqualTo(200);
		assertThat(sample(app, LATE)).isEqualTo(1);
		assertThat(app.management("/actuator/termination").body()).contains("\"phase\":\"propagating\"",
				"\"trigger\":\"" + trigger + "\"", "\"count\":1");
		app.awaitLine("Propagation wait ended");
		assertThat(phase(app)).isEqualTo("draining");
		assertThat(sample(app, "termination_duration_seconds{phase=\"propagating\"} ")).isGreaterThanOrEqualTo(5);
		assertThat(app.management("/actuator/termination").body()).contains("\"phase\":\"draining\"", "\"sync\":1");
	}

	private static void assertEnd(FixtureApp app) {
		app.awaitExit();
		assertThat(app.process().exitValue()).isEqualTo(143);
		assertThat(app.lines()).filteredOn((line) -> line.startsWith("heard ")).isEqualTo(PHASES);
		assertThat(app.lineOf(PHASES.get(2))).isLessThan(app.lineOf("fixture's beans are destroyed"));
	}

	private static String phase(FixtureApp app) throws IOException {
		List<String> current = scrape(app).filter((line) -> line.matches("termination_phase\\{.*} 1\\.0")).toList();
		assertThat(current).hasSize(1);
		return current.get(0).replaceAll(".*\"(.*)\".*", "$1");
	}

	private static double sample(FixtureApp app, String prefix) throws IOException {
		List<String> samples = scrape(app).filter((line) -> line.startsWith(prefix)).toList();
		assertThat(samples).hasSize(1);
		return Double.parseDouble(samples.get(0).substring(prefix.length()));
	}

	private static Stream<String> scrape(FixtureApp app) throws IOException {
		HttpAnswer answer = app.management("/actuator/prometheus");
		assertThat(answer.status()).isEqualTo(200);
		return answer.body().lines();
	}

}
