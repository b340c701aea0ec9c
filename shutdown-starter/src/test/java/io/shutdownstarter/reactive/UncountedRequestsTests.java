package io.shutdownstarter.reactive;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which requests are traffic, with the actuator at each of the places at which it
 * can be. The propagation lasts until the test ends it.
 */
@ParameterizedClass
@MethodSource("layouts")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UncountedRequestsTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Layout layout;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = Server.NETTY.start(GatedApplication.class,
				this.layout.with("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m",
						"shutdown-starter.propagation.ignored-paths=/internal/**",
						"management.endpoint.health.group.live.include=ping",
						"management.endpoint.health.group.live.additional-path=server:/livez"));
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@AfterEach
	void resume() {
		this.server.termination().resume();
	}

	@Test
	void hookDoesNotWaitForItself() throws Exception {
		for (String path : this.layout.hooks()) {
			try (HttpConnection connection = HttpConnection.to(this.server.managementPort())) {
				connection.send("GET", path);
				Awaitility.await().until(() -> this.server.termination().phase() == TerminationPhase.PROPAGATING);

				assertThat(this.server.inFlight().count()).as(path).isZero();

				this.server.termination().resume();
				assertThat(connection.answer().status()).as(path).isEqualTo(200);
			}
		}
	}

	@Test
	void managementIsNoTraffic() throws Exception {
		for (String path : this.layout.management()) {
			assertThat(lateRequestsAfter(this.server.managementPort(), path, 200)).as(path).isZero();
		}
	}

	@Test
	void additionalHealthPathIsNoTraffic() throws Exception {
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/livez"), 200)).isZero();
	}

	@Test
	void everythingElseIsTraffic() throws Exception {
		for (String path : this.layout.traffic()) {
			assertThat(lateRequestsAfter(this.server.port(), path, 404)).as(path).isOne();
		}
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/ok"), 200)).isOne();
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/livezx"), 404)).isOne();
	}

	@Test
	void probesOfLoadBalancersAreNoTraffic() throws Exception {
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/ok"), 200, "User-Agent: kube-probe/1.34"))
			.isZero();
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/ok"), 200, "User-Agent: curl/8.5.0")).isOne();
	}

	@Test
	void ignoredPathsAreNoTraffic() throws Exception {
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/internal/poll"), 404)).isZero();
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/internals"), 404)).isOne();
	}

	private long lateRequestsAfter(int port, String path, int status, String... headers) throws Exception {
		this.server.hook().arrived();
		CompletableFuture<TerminationReport> report = this.server.termination().completion().toCompletableFuture();
		assertThat(status(port, path, headers)).as(path).isEqualTo(status);
		this.server.termination().resume();
		return report.get(10, TimeUnit.SECONDS).lateRequests();
	}

	private static int status(int port, String path, String... headers) throws IOException {
		return HttpConnection.get(port, path, headers).status();
	}

	static Stream<Layout> layouts() {
		return Stream.of(
				Layout.at("the default places", "")
					.hooks("/actuator/prestop", "//actuator/prestop", "/actuator;a=b/prestop", "/%61ctuator/prestop")
					.management("/actuator", "/actuator/health/liveness", "/%61ctuator/health/liveness",
							"/actuator;a=b/health/liveness")
					.traffic("/actuatorx", "/actuato", "/x/actuator/health", "/prestop", "/actuator%2Fhealth"),

				Layout.at("no base path", "", "management.endpoints.web.base-path=/")
					.hooks("/prestop")
					.management("/health/liveness")
					.traffic("/actuator/health", "/healthx", "/"),

				Layout.at("a base path of WebFlux", "/shop", "spring.webflux.base-path=shop/")
					.hooks("/shop/actuator/prestop", "/shop//actuator/prestop")
					.management("/shop/actuator", "/shop/actuator/health/liveness")
					.traffic("/shop/actuatorx", "/shop/shop/actuator", "/actuator/health", "/internal/poll"),

				Layout.at("another port", "", "management.server.port=0", "management.server.base-path=/mgmt")
					.hooks("/mgmt/actuator/prestop")
					.management("/mgmt/actuator", "/mgmt/actuator/health/liveness")
					.traffic("/actuator/health", "/actuator/prestop", "/mgmt/actuator/health"));
	}

	/**
	 * Where the actuator is.
	 */
	record Layout(String place, String prefix, List<String> properties, List<String> hooks, List<String> management,
			List<String> traffic) {

		static Layout at(String place, String prefix, String... properties) {
			return new Layout(place, prefix, List.of(properties), List.of(), List.of(), List.of());
		}

		Layout hooks(String... paths) {
			return new Layout(this.place, this.prefix, this.properties, List.of(paths), this.management, this.traffic);
		}

		Layout management(String... paths) {
			return new Layout(this.place, this.prefix, this.properties, this.hooks, List.of(paths), this.traffic);
		}

		Layout traffic(String... paths) {
			return new Layout(this.place, this.prefix, this.properties, this.hooks, this.management, List.of(paths));
		}

		String[] with(String... others) {
			return Stream.concat(this.properties.stream(), Stream.of(others)).toArray(String[]::new);
		}

		String at(String path) {
			return this.prefix + path;
		}

		@Override
		public String toString() {
			return this.place;
		}

	}

}
