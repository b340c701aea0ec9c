package io.shutdownstarter.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the dependency alone exposes the hook, and that the user's settings win.
 */
class PreStopExposureTests {

	@ParameterizedTest
	@CsvSource({ "spring.application.name=unset, 200, 200, 404",
			"management.endpoints.web.exposure.include=info, 200, 404, 200",
			"management.endpoints.web.exposure.include=*, 200, 200, 200",
			"management.endpoints.web.exposure.include=prestop, 200, 404, 404",
			"management.endpoints.web.exposure.exclude=prestop, 404, 200, 404",
			"management.endpoints.web.exposure.exclude=*, 404, 404, 404",
			"management.endpoint.prestop.access=none, 404, 200, 404",
			"management.endpoint.prestop.access=read-only, 200, 200, 404",
			"management.endpoints.access.default=none, 404, 404, 404",
			"management.endpoints.access.default=read-only, 200, 200, 404",
			"management.server.port=-1, 404, 404, 404" })
	void hookIsServedUnlessTheUserDeniesIt(String property, int hook, int liveness, int info) throws IOException {
		try (TestServer server = start(property)) {
			assertThat(status(server, "/actuator/health/liveness")).isEqualTo(liveness);
			assertThat(status(server, "/actuator/info")).isEqualTo(info);

			assertThat(status(server, "/actuator/prestop")).isEqualTo(hook);

			assertThat(server.termination().phase())
				.isEqualTo((hook == 200) ? TerminationPhase.DRAINED : TerminationPhase.SERVING);
			assertThat(status(server, "/ok")).isEqualTo(200);
		}
	}

	@Test
	void applicationWithoutWebEndpointsServes() throws IOException {
		try (TestServer server = start("spring.autoconfigure.exclude="
				+ "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration")) {
			assertThat(status(server, "/ok")).isEqualTo(200);
			assertThat(status(server, "/actuator/prestop")).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoints.access.default=read-only",
			"management.endpoint.prestop.access=read-only" })
	void operatorsPairIsNotServedIfAccessIsReadOnly(String property) throws IOException {
		try (TestServer server = start(property)) {
			for (String method : List.of("POST", "DELETE")) {
				try (HttpConnection connection = HttpConnection.to(server.port())) {
					assertThat(connection.send(method, "/actuator/prestop", "Content-Length: 0").answer().status())
						.isEqualTo(405);
				}
				assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			}
		}
	}

	@Test
	void hookIsNotServedByJmx() throws Exception {
		try (TestServer server = start("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*")) {
			List<String> names = ManagementFactory.getPlatformMBeanServer()
				.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,*"), null)
				.stream()
				.map((name) -> name.getKeyProperty("name"))
				.toList();

			assertThat(names).contains("Health").doesNotContain("Prestop");
			assertThat(status(server, "/ok")).isEqualTo(200);
		}
	}

	private static TestServer start(String... properties) {
		return TestServer.start(HookApplication.class,
				Stream
					.concat(Stream.of(properties), Stream.of("shutdown-starter.propagation.minimum=0s",
							"shutdown-starter.propagation.quiet-period=0s"))
					.toArray(String[]::new));
	}

	private static int status(TestServer server, String path) throws IOException {
		return HttpConnection.get(server.port(), path).status();
	}

}
