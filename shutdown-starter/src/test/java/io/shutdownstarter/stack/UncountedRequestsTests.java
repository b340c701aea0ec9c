package io.shutdownstarter.stack;

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
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.Server;
import io.shutdownstarter.support.ServletServer;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which requests are traffic on both stacks, with the actuator at each of the
 * places at which it can be. The propagation lasts until the test ends it.
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
		this.server = TestServer.start(this.layout.server(), OneRequest.class,
				this.layout.with("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m",
						"shutdown-starter.propagation.ignored-paths=/internal/**,/mvc/internal/**",
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
				this.server.awaitPhase(TerminationPhase.PROPAGATING);

				// an earlier request may still be on its way out
				Awaitility.await().untilAsserted(() -> assertThat(this.server.inFlight().count()).as(path).isZero());

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
		for (String agent : List.of("kube-probe/1.34", "ELB-HealthChecker/2.0", "GoogleHC/1.0")) {
			assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/ok"), 200, "User-Agent: " + agent))
				.as(agent)
				.isZero();
		}
		for (String agent : List.of("curl/8.5.0", "Mozilla/5.0 (kube-probe/1.34)", "kube-prober")) {
			assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/ok"), 200, "User-Agent: " + agent))
				.as(agent)
				.isOne();
		}
	}

	@Test
	void ignoredPathsAreNoTraffic() throws Exception {
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/internal/poll"), 404)).isZero();
		assertThat(lateRequestsAfter(this.server.port(), this.layout.at("/internals"), 404)).isOne();
	}

	private long lateRequestsAfter(int port, String path, int status, String... headers) throws Exception {
		this.server.hook().arrived();
		CompletableFuture<TerminationReport> report = this.server.termination().completion().toCompletableFuture();
		assertThat(HttpConnection.get(port, path, headers).status()).as(path).isEqualTo(status);
		this.server.termination().resume();
		return report.get(10, TimeUnit.SECONDS).lateRequests();
	}

	static Stream<Layout> layouts() {
		return Stream.concat(layoutsOfBothStacks(), layoutsOfOneStack());
	}

	private static Stream<Layout> layoutsOfBothStacks() {
		return Stream.of(ServletServer.TOMCAT, WebFlux.NETTY)
			.flatMap((server) -> Stream.of(
					Layout.on(server, "")
						.hooks("/actuator/prestop", "//actuator/prestop", "/actuator/prestop;a=b",
								"/actuator;a=b/prestop", "/%61ctuator/prestop")
						.management("/actuator", "/actuator/health/liveness", "/%61ctuator/health/liveness",
								"/actuator;a=b/health/liveness")
						.traffic("/actuatorx", "/actuato", "/x/actuator/health", "/prestop"),

					Layout
						.on(server, "", "management.endpoints.web.base-path=/manage",
								"management.endpoints.web.path-mapping.prestop=drain/now")
						.hooks("/manage/drain/now", "//manage/drain/now")
						.management("/manage", "/manage/health/liveness")
						.traffic("/actuator/health", "/manager", "/drain/now"),

					Layout.on(server, "", "management.endpoints.web.base-path=/")
						.hooks("/prestop", "//prestop")
						.management("/health/liveness")
						.traffic("/actuator/health", "/healthx", "/prestops", "/"),

					Layout.on(server, "", "management.server.port=0", "management.server.base-path=/mgmt")
						.hooks("/mgmt/actuator/prestop", "//mgmt/actuator/prestop")
						.management("/mgmt/actuator", "/mgmt/actuator/health/liveness")
						.traffic("/actuator/health", "/actuator/prestop", "/mgmt/actuator/health")));
	}

	private static Stream<Layout> layoutsOfOneStack() {
		return Stream.of(
				Layout.on(ServletServer.JETTY, "")
					.hooks("/actuator/prestop", "//actuator/prestop", "/actuator/prestop;a=b", "/%61ctuator/prestop")
					.management("/actuator", "/actuator/health/liveness", "/%61ctuator/health/liveness")
					.traffic("/actuatorx", "/actuato", "/x/actuator/health", "/prestop"),

				Layout
					.on(ServletServer.TOMCAT, "/shop/mvc", "server.servlet.context-path=/shop",
							"spring.mvc.servlet.path=/mvc")
					.hooks("/shop/mvc/actuator/prestop", "//shop/mvc/actuator/prestop", "/shop/mvc//actuator/prestop")
					.management("/shop/mvc/actuator", "/shop/mvc/actuator/health/liveness")
					.traffic("/shop/mvc/actuatorx", "/shop/mvc/shop/mvc/actuator", "/shop/mvc/mvc/actuator"),

				// outside of the base path there is no handler, but the count
				Layout.on(WebFlux.NETTY, "/shop", "spring.webflux.base-path=shop/")
					.hooks("/shop/actuator/prestop", "/shop//actuator/prestop")
					.management("/shop/actuator", "/shop/actuator/health/liveness")
					.traffic("/shop/actuatorx", "/shop/shop/actuator", "/shop/actuator%2Fhealth", "/actuator/health",
							"/internal/poll"));
	}

	/**
	 * Where the actuator is.
	 */
	record Layout(Server server, String prefix, List<String> properties, List<String> hooks, List<String> management,
			List<String> traffic) {

		static Layout on(Server server, String prefix, String... properties) {
			return new Layout(server, prefix, List.of(properties), List.of(), List.of(), List.of());
		}

		Layout hooks(String... paths) {
			return new Layout(this.server, this.prefix, this.properties, List.of(paths), this.management, this.traffic);
		}

		Layout management(String... paths) {
			return new Layout(this.server, this.prefix, this.properties, this.hooks, List.of(paths), this.traffic);
		}

		Layout traffic(String... paths) {
			return new Layout(this.server, this.prefix, this.properties, this.hooks, this.management, List.of(paths));
		}

		String[] with(String... others) {
			return Stream.concat(this.properties.stream(), Stream.of(others)).toArray(String[]::new);
		}

		String at(String path) {
			return this.prefix + path;
		}

		@Override
		public String toString() {
			return this.server + " with " + this.properties;
		}

	}

	/**
	 * Answers one request, on whichever stack there is.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class OneRequest {

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
