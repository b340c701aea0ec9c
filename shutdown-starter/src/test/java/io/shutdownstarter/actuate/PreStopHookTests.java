package io.shutdownstarter.actuate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the hook as the kubelet calls it, at each of the places at which it can be.
 */
@ParameterizedClass
@MethodSource("places")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreStopHookTests {

	private static final List<String> KUBELET = List.of("User-Agent: kube-lifecycle/1.34", "Accept: */*",
			"Accept-Encoding: gzip");

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Place place;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	private Gate gate = new Gate();

	static Stream<Place> places() {
		return Stream.concat(mvc(), webFlux());
	}

	static Stream<Place> mvc() {
		return Stream.of(new Place("/actuator/prestop", List.of()),
				new Place("/manage/drain/now",
						List.of("management.endpoints.web.base-path=/manage",
								"management.endpoints.web.path-mapping.prestop=drain/now")),
				new Place("/prestop", List.of("management.endpoints.web.base-path=/")),
				new Place("/shop/mvc/actuator/prestop",
						List.of("server.servlet.context-path=/shop", "spring.mvc.servlet.path=/mvc")),
				new Place("/actuator/prestop", List.of("management.server.port=0")),
				new Place("/mgmt/manage/drain",
						List.of("management.server.port=0", "spring.mvc.servlet.path=/mvc",
								"server.servlet.context-path=/shop", "management.server.base-path=/mgmt",
								"management.endpoints.web.base-path=/manage",
								"management.endpoints.web.path-mapping.prestop=drain")));
	}

	static Stream<Place> webFlux() {
		return Stream.of(new Place("/actuator/prestop", WebFlux.NETTY.with()),
				new Place("/shop/actuator/prestop", WebFlux.TOMCAT.with("spring.webflux.base-path=shop/")),
				new Place("/mgmt/manage/drain",
						WebFlux.NETTY.with("management.server.port=0", "spring.webflux.base-path=/shop",
								"management.server.base-path=/mgmt", "management.endpoints.web.base-path=/manage",
								"management.endpoints.web.path-mapping.prestop=drain")));
	}

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = TestServer.start(HookApplication.class, this.place
			.with("shutdown-starter.propagation.minimum=50ms", "shutdown-starter.propagation.quiet-period=0s"));
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void newGate() {
		this.gate = this.server.bean(HookApplication.Held.class).newGate();
	}

	@AfterEach
	void resume() {
		assertThat(this.server.termination().resume()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "[::1]" })
	void callOfTheKubeletIsAnsweredWithTheReport(String host) throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send(Stream
				.concat(Stream.of("GET %s HTTP/1.1".formatted(this.place.path()),
						"Host: %s:%d".formatted(host, this.server.managementPort())), KUBELET.stream())
				.reduce("", (call, line) -> call + line + "\r\n") + "\r\n");

			assertReport(connection.answer());
		}
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
	}

	@Test
	void callWithTwoSlashesIsServed() throws Exception {
		assertReport(HttpConnection.get(this.server.managementPort(), "/" + this.place.path()));
	}

	@Test
	void hookIsAnsweredWhenTheLastRequestHasEnded() throws Exception {
		try (HttpConnection held = HttpConnection.to(this.server.port()); HttpConnection hook = connect()) {
			held.send("GET", this.place.held());
			this.gate.awaitReached();
			hook.send("GET", this.place.path());
			awaitPhase(TerminationPhase.DRAINING);
			assertThat(hook.hasBytes()).isFalse();

			this.gate.open();

			assertThat(held.answer().status()).isEqualTo(200);
			assertReport(hook.answer());
		}
	}

	@Test
	void hooksAtOnceAreAnsweredAfterTheSameDrain(CapturedOutput output) throws Exception {
		try (HttpConnection held = HttpConnection.to(this.server.port());
				HttpConnection first = connect();
				HttpConnection second = connect()) {
			held.send("GET", this.place.held());
			this.gate.awaitReached();
			first.send("GET", this.place.path());
			awaitPhase(TerminationPhase.DRAINING);
			second.send("GET", this.place.path());
			Awaitility.await().until(() -> output.toString().contains("Another pre-stop hook has joined"));
			assertThat(first.hasBytes()).isFalse();
			assertThat(second.hasBytes()).isFalse();

			this.gate.open();

			HttpAnswer answer = first.answer();
			assertReport(answer);
			assertThat(second.answer().body()).isEqualTo(answer.body());
		}
	}

	@Test
	void hookAfterTheDrainIsAnsweredWithTheSameReport() throws Exception {
		HttpAnswer first = HttpConnection.get(this.server.managementPort(), this.place.path());

		HttpAnswer second = HttpConnection.get(this.server.managementPort(), this.place.path());

		assertReport(second);
		assertThat(second.body()).isEqualTo(first.body());
	}

	@Test
	void drainGoesOnWithoutTheClientOfTheHook() throws Exception {
		try (HttpConnection held = HttpConnection.to(this.server.port())) {
			held.send("GET", this.place.held());
			this.gate.awaitReached();
			HttpConnection hook = connect();
			hook.send("GET", this.place.path());
			awaitPhase(TerminationPhase.DRAINING);
			hook.hangUp();

			this.gate.open();

			assertThat(held.answer().status()).isEqualTo(200);
			awaitPhase(TerminationPhase.DRAINED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HEAD", "PUT", "PATCH", "OPTIONS", "TRACE" })
	void otherMethodsChangeNothing(String method) throws Exception {
		for (String path : List.of(this.place.path(), "/" + this.place.path(), this.place.path() + ";a=b",
				this.place.path().replace("r", "%72"))) {
			try (HttpConnection connection = connect()) {
				connection.send(method, path, "Content-Length: 0");

				int status = connection.head().status();
				assertThat(status).as(path).isNotEqualTo(503);
				if (method.equals("HEAD")) {
					assertThat(status).as(path).isEqualTo(405);
				}
			}
			assertThat(this.server.termination().phase()).as(path).isEqualTo(TerminationPhase.SERVING);
		}
	}

	private HttpConnection connect() throws Exception {
		return HttpConnection.to(this.server.managementPort());
	}

	private void awaitPhase(TerminationPhase phase) {
		Awaitility.await().until(() -> this.server.termination().phase() == phase);
	}

	private static void assertReport(HttpAnswer answer) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type").toString()).contains("json");
		assertThat(answer.header("Content-Length").size() + answer.header("Transfer-Encoding").size()).isOne();
		// the kubelet reads no more of an answer than that
		assertThat(answer.body().length()).isLessThan(10 * 1024);
		Map<?, ?> report = new JsonMapper().readValue(answer.body(), Map.class);
		assertThat(report.keySet().stream().map(Object::toString)).containsExactlyInAnyOrder("outcome",
				"propagationMillis", "drainMillis", "lateRequests", "lastLateRequestMillis", "abandoned");
		assertThat(report.get("outcome")).isEqualTo("drained");
		assertThat(report.get("propagationMillis")).asString()
			.satisfies((millis) -> assertThat(Long.parseLong(millis)).isGreaterThanOrEqualTo(50));
		assertThat(report.get("abandoned")).isEqualTo(0);
	}

	/**
	 * Where the hook is.
	 */
	record Place(String path, List<String> properties) {

		String[] with(String... others) {
			return Stream.concat(this.properties.stream(), Stream.of(others)).toArray(String[]::new);
		}

		String held() {
			if (this.properties.contains("spring.mvc.servlet.path=/mvc")) {
				return "/shop/mvc/held";
			}
			boolean basePath = this.properties.stream().anyMatch((property) -> property.contains("webflux.base-path"));
			return basePath ? "/shop/held" : "/held";
		}

		@Override
		public String toString() {
			return this.path + " with " + this.properties;
		}

	}

}
