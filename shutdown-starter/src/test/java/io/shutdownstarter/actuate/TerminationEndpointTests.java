package io.shutdownstarter.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

import javax.management.ObjectName;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the termination endpoint as its users see it.
 */
class TerminationEndpointTests {

	private static final String PATH = "/actuator/termination";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=termination";

	private static final String SEPARATE_PORT = "management.server.port=0";

	private static final String DEFAULTS = """
			{
			  "phase": "serving",
			  "inFlight": { "sync": 0, "async": 0 },
			  "lateRequests": { "count": 0 },
			  "durations": { "propagatingMillis": 0, "drainingMillis": 0, "drainedMillis": 0 },
			  "plan": { "waitFromMillis": 5000, "waitToMillis": 15000, "drainMillis": 25000, "reserveMillis": 5000 },
			  "totals": { "lateRequests": 0, "abandoned": 0, "refusedHooks": 0 },
			  "settings": {
			    "gracePeriod": "PT30S",
			    "closeReserve": "PT5S",
			    "readiness": "immediate",
			    "propagation": { "minimum": "PT5S", "quietPeriod": "PT2S", "maximum": "PT15S", "onSigterm": "auto",
			        "ignoredPaths": [] },
			    "prestop": { "tokenRequired": false, "recoveryDelay": "PT1M" },
			    "terminationMessage": { "enabled": true, "path": "/dev/termination-log" },
			    "findings": { "ignored": [] }
			  }
			}
			""";

	@ParameterizedTest
	@CsvSource({ "spring.application.name=unset, 404", "management.endpoints.web.exposure.include=*, 200",
			"management.endpoints.web.exposure.include=termination, 200",
			"management.endpoints.web.exposure.exclude=termination, 404",
			"management.endpoint.termination.access=none, 404", "management.endpoints.access.default=none, 404",
			"management.endpoints.access.default=read-only, 200" })
	void isServedIfTheUserAsksForIt(String property, int expected) throws IOException {
		String other = property.contains("access") ? EXPOSED : "spring.main.banner-mode=off";
		try (TestServer server = start(property, other)) {
			assertThat(HttpConnection.get(server.port(), PATH).status()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SEPARATE_PORT, "spring.application.name=shared-port", WebFlux.ON_NETTY,
			WebFlux.ON_NETTY + ";" + SEPARATE_PORT })
	void tellsTheDefaultsWhileServing(String port) throws Exception {
		try (TestServer server = start(WebFlux.split(port, EXPOSED))) {
			HttpAnswer answer = HttpConnection.get(server.managementPort(), PATH);

			assertThat(answer.status()).isEqualTo(200);
			JSONAssert.assertEquals(DEFAULTS, answer.body(), JSONCompareMode.STRICT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH" })
	void changesNothing(String method) throws IOException {
		try (TestServer server = start(EXPOSED); HttpConnection connection = HttpConnection.to(server.port())) {
			HttpAnswer answer = connection.send(method, PATH, "Content-Length: 0").answer();

			assertThat(answer.status()).isEqualTo(405);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	@Test
	void settingsAreThoseInForceWithoutTheToken() throws Exception {
		try (TestServer server = start(EXPOSED, SEPARATE_PORT, "shutdown-starter.grace-period=12s",
				"shutdown-starter.readiness=after-propagation", "shutdown-starter.propagation.on-sigterm=never",
				"shutdown-starter.propagation.ignored-paths=/poll/**", "shutdown-starter.prestop.token=top-secret",
				"shutdown-starter.prestop.recovery-delay=90s", "shutdown-starter.termination-message.enabled=false",
				"shutdown-starter.termination-message.path=/tmp/log")) {
			HttpAnswer answer = HttpConnection.get(server.managementPort(), PATH);

			JSONAssert.assertEquals("""
					{ "plan": { "waitFromMillis": 5000, "waitToMillis": 7000, "drainMillis": 7000 },
					  "settings": {
					    "gracePeriod": "PT12S",
					    "closeReserve": "PT5S",
					    "readiness": "after-propagation",
					    "propagation": { "maximum": "PT7S", "onSigterm": "never", "ignoredPaths": [ "/poll/**" ] },
					    "prestop": { "tokenRequired": true, "recoveryDelay": "PT1M30S" },
					    "terminationMessage": { "enabled": false, "path": "/tmp/log" } } }
					""", answer.body(), JSONCompareMode.LENIENT);
			assertThat(answer.body()).doesNotContain("top-secret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SEPARATE_PORT, "spring.application.name=shared-port" })
	void tellsOfThePropagationWait(String port) throws Exception {
		try (TestServer server = start(EXPOSED, port, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m"); HttpConnection held = HttpConnection.to(server.port())) {
			Gate gate = server.bean(HookApplication.Held.class).newGate();
			Instant before = Instant.now();
			server.hook().arrived();
			held.send("GET", "/held");
			gate.awaitReached();

			JsonNode json = read(server);

			assertThat(json.at("/phase").asString()).isEqualTo("propagating");
			assertThat(json.at("/trigger").asString()).isEqualTo("pre-stop");
			assertThat(Instant.parse(json.at("/deadline/at").asString()))
				.isBetween(before.plusSeconds(295).minusMillis(1), Instant.now().plusSeconds(295));
			assertThat(json.at("/deadline/leftMillis").asLong()).isBetween(1L, Duration.ofSeconds(295).toMillis());
			assertThat(json.at("/inFlight/sync").asLong()).isEqualTo(1);
			assertThat(json.at("/inFlight/oldestMillis").isNumber()).isTrue();
			assertThat(json.at("/lateRequests/count").asLong()).isEqualTo(1);
			assertThat(json.at("/lateRequests/lastMillis").isNumber()).isTrue();
			assertThat(json.at("/plan/waitFromMillis").asLong()).isBetween(1L, Duration.ofMinutes(4).toMillis());
			assertThat(json.toString()).doesNotContain("/held");
			gate.open();
			assertThat(held.answer().status()).isEqualTo(200);
		}
	}

	@Test
	void tellsOfTheDrainAndOfItsEnd() throws Exception {
		try (TestServer server = start(EXPOSED, SEPARATE_PORT, "shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s");
				HttpConnection held = HttpConnection.to(server.port())) {
			Gate gate = server.bean(HookApplication.Held.class).newGate();
			held.send("GET", "/held");
			gate.awaitReached();
			server.hook().arrived();
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.DRAINING);
			JsonNode draining = read(server);
			assertThat(draining.at("/phase").asString()).isEqualTo("draining");
			assertThat(draining.at("/inFlight/sync").asLong()).isEqualTo(1);
			assertThat(draining.at("/plan/waitToMillis").asLong()).isZero();
			assertThat(draining.at("/plan/drainMillis").asLong()).isPositive();

			gate.open();

			assertThat(held.answer().status()).isEqualTo(200);
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.DRAINED);
			JsonNode drained = read(server);
			assertThat(drained.at("/phase").asString()).isEqualTo("drained");
			assertThat(drained.at("/inFlight/sync").asLong()).isZero();
			assertThat(drained.at("/inFlight/oldestMillis").isMissingNode()).isTrue();
			assertThat(drained.at("/deadline/leftMillis").asLong()).isPositive();
		}
	}

	@Test
	void operatorsHoldHasNoDeadline() throws Exception {
		try (TestServer server = start(EXPOSED)) {
			server.hook().drainAndHold();

			JsonNode json = read(server);

			assertThat(json.at("/trigger").asString()).isEqualTo("operator");
			assertThat(json.at("/deadline").isMissingNode()).isTrue();
			assertThat(json.at("/plan/drainMillis").isMissingNode()).isTrue();
		}
	}

	@Test
	void callsOfItsOwnAreNeitherWorkNorTraffic() throws Exception {
		try (TestServer server = start(EXPOSED, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m")) {
			server.hook().arrived();
			read(server);

			JsonNode json = read(server);

			assertThat(json.at("/inFlight/sync").asLong()).isZero();
			assertThat(json.at("/lateRequests/count").asLong()).isZero();
		}
	}

	@Test
	void isServedByJmxIfTheUserAsksForIt() throws Exception {
		try (TestServer server = start("spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=termination")) {
			Object answer = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("org.springframework.boot:type=Endpoint,name=Termination"), "termination",
						new Object[0], new String[0]);

			assertThat(answer).asString().contains("phase=serving");
			assertThat(HttpConnection.get(server.port(), PATH).status()).isEqualTo(404);
		}
	}

	private static TestServer start(String... properties) {
		return TestServer.start(HookApplication.class, properties);
	}

	private static JsonNode read(TestServer server) throws IOException {
		return JsonMapper.shared().readTree(HttpConnection.get(server.managementPort(), PATH).body());
	}

}
