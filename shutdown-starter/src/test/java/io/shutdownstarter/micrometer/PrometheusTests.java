package io.shutdownstarter.micrometer;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the meters as Prometheus scrapes them from a management port of its own, before
 * and during a termination by the hook.
 */
class PrometheusTests {

	private static final String LATE = "termination_late_requests_total";

	private static final String LAST_LATE = "termination_last_late_request_seconds";

	@Test
	void everyMeterIsThereFromTheStart() throws IOException {
		try (TestServer server = start()) {
			assertThat(scrape(server).samples()).containsExactlyInAnyOrderEntriesOf(
					Map.ofEntries(Map.entry("termination_in_flight_requests{kind=\"sync\"}", 0.0),
							Map.entry("termination_in_flight_requests{kind=\"async\"}", 0.0),
							Map.entry("termination_phase{phase=\"serving\"}", 1.0),
							Map.entry("termination_phase{phase=\"propagating\"}", 0.0),
							Map.entry("termination_phase{phase=\"draining\"}", 0.0),
							Map.entry("termination_phase{phase=\"drained\"}", 0.0),
							Map.entry("termination_duration_seconds{phase=\"propagating\"}", 0.0),
							Map.entry("termination_duration_seconds{phase=\"draining\"}", 0.0),
							Map.entry("termination_duration_seconds{phase=\"drained\"}", 0.0), Map.entry(LATE, 0.0),
							Map.entry(LAST_LATE, Double.NaN), Map.entry("termination_abandoned_requests_total", 0.0),
							Map.entry("termination_refused_hooks_total", 0.0)));
		}
	}

	@Test
	void everyMeterHasItsTypeAndItsDescription() throws IOException {
		try (TestServer server = start()) {
			assertThat(scrape(server).comments()).contains("# TYPE termination_in_flight_requests gauge",
					"# TYPE termination_phase gauge", "# TYPE termination_duration_seconds gauge",
					"# TYPE termination_late_requests_total counter",
					"# TYPE termination_last_late_request_seconds gauge",
					"# TYPE termination_abandoned_requests_total counter",
					"# TYPE termination_refused_hooks_total counter");
			assertThat(scrape(server).comments()).filteredOn((line) -> line.startsWith("# HELP"))
				.hasSize(7)
				.allMatch((line) -> line.split(" ", 4).length == 4);
		}
	}

	@Test
	void metersChangeWhileRequestsArriveDuringThePropagationWait() throws Exception {
		try (TestServer server = start("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m");
				HttpConnection hook = HttpConnection.to(server.managementPort());
				HttpConnection sync = HttpConnection.to(server.port())) {
			hook.send("GET", "/actuator/prestop");
			awaitPhase(server, TerminationPhase.PROPAGATING);
			Scrape first = scrape(server);
			assertThat(first.phase()).isEqualTo("propagating");
			assertThat(first.sample(LATE)).isZero();
			assertThat(first.sample(LAST_LATE)).isNaN();

			HttpConnection.get(server.port(), "/ok");
			sync.send("GET", "/sync");
			server.bean(Gate.class).awaitReached();

			Scrape second = scrape(server);
			assertThat(second.sample(LATE)).isEqualTo(2);
			assertThat(second.sample(LAST_LATE)).isPositive();
			assertThat(second.sample("termination_in_flight_requests{kind=\"sync\"}")).isEqualTo(1);
			String propagating = "termination_duration_seconds{phase=\"propagating\"}";
			assertThat(second.sample(propagating)).isGreaterThan(first.sample(propagating))
				.isGreaterThan(second.sample(LAST_LATE));
			server.bean(Gate.class).open();
			assertThat(sync.answer().status()).isEqualTo(200);
		}
	}

	@Test
	void metersFollowTheDrainToItsEndAndBackToServing() throws Exception {
		try (TestServer server = start("shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s");
				HttpConnection async = HttpConnection.to(server.port());
				HttpConnection hook = HttpConnection.to(server.managementPort())) {
			async.send("GET", "/async");
			server.bean(Gate.class).awaitReached();
			Awaitility.await()
				.untilAsserted(() -> assertThat(scrape(server).samples())
					.containsEntry("termination_in_flight_requests{kind=\"async\"}", 1.0)
					.containsEntry("termination_in_flight_requests{kind=\"sync\"}", 0.0));
			hook.send("GET", "/actuator/prestop");
			awaitPhase(server, TerminationPhase.DRAINING);
			assertThat(scrape(server).phase()).isEqualTo("draining");

			server.bean(Gate.class).open();

			assertThat(async.answer().status()).isEqualTo(200);
			assertThat(hook.answer().status()).isEqualTo(200);
			Scrape drained = scrape(server);
			assertThat(drained.phase()).isEqualTo("drained");
			assertThat(drained.sample("termination_in_flight_requests{kind=\"async\"}")).isZero();
			assertThat(drained.sample("termination_duration_seconds{phase=\"draining\"}")).isPositive();
			assertThat(drained.sample("termination_duration_seconds{phase=\"drained\"}")).isPositive();

			server.termination().resume();

			assertThat(scrape(server).phase()).isEqualTo("serving");
			assertThat(scrape(server).sample("termination_duration_seconds{phase=\"draining\"}")).isZero();
		}
	}

	@Test
	void abandonedRequestsAndRefusedHooksAreCounted() throws Exception {
		try (TestServer server = start("shutdown-starter.grace-period=2s", "shutdown-starter.close-reserve=1900ms",
				"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s");
				HttpConnection sync = HttpConnection.to(server.port())) {
			sync.send("GET", "/sync");
			server.bean(Gate.class).awaitReached();
			server.hook().refused();
			assertThat(scrape(server).sample("termination_refused_hooks_total")).isEqualTo(1);

			HttpAnswer answer = HttpConnection.get(server.managementPort(), "/actuator/prestop");

			assertThat(answer.body()).contains("\"abandoned\":1");
			assertThat(scrape(server).sample("termination_abandoned_requests_total")).isEqualTo(1);
			server.bean(Gate.class).open();
			assertThat(sync.answer().status()).isEqualTo(200);
			assertThat(scrape(server).sample("termination_abandoned_requests_total")).isEqualTo(1);
		}
	}

	private static TestServer start(String... properties) {
		return TestServer.start(MeteredApplication.class,
				Stream
					.concat(Stream.of("management.server.port=0",
							"management.endpoints.web.exposure.include=prometheus"), Stream.of(properties))
					.toArray(String[]::new));
	}

	private static Scrape scrape(TestServer server) throws IOException {
		return Scrape.of(server.managementPort());
	}

	private static void awaitPhase(TestServer server, TerminationPhase phase) {
		Awaitility.await().until(() -> server.termination().phase() == phase);
	}

}
