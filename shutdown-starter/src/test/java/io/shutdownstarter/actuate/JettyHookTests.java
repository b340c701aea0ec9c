package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Http2Connection;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the hook of kubelets up to 1.25 on Jetty, which refuses paths that begin with two
 * slashes by itself.
 */
class JettyHookTests {

	private static final String SERVLET = "test.server=jetty";

	private static final String NO_WAIT = "shutdown-starter.propagation.minimum=0s";

	private static final String NO_QUIET = "shutdown-starter.propagation.quiet-period=0s";

	static Stream<PreStopHookTests.Place> places() {
		List<String> managementPort = List.of("management.server.port=0", "management.server.base-path=/mgmt",
				"management.endpoints.web.base-path=/manage", "management.endpoints.web.path-mapping.prestop=drain");
		return Stream.of(
				new PreStopHookTests.Place("/shop/mvc/actuator/prestop",
						List.of(SERVLET, "server.servlet.context-path=/shop", "spring.mvc.servlet.path=/mvc")),
				new PreStopHookTests.Place("/mgmt/manage/drain",
						Stream.concat(Stream.of(SERVLET, "server.servlet.context-path=/shop"), managementPort.stream())
							.toList()),
				new PreStopHookTests.Place("/shop/actuator/prestop",
						WebFlux.JETTY.with("spring.webflux.base-path=/shop")),
				new PreStopHookTests.Place("/mgmt/manage/drain",
						WebFlux.JETTY.with(managementPort.toArray(String[]::new))));
	}

	@ParameterizedTest
	@MethodSource("places")
	void callWithTwoSlashesIsServed(PreStopHookTests.Place place) throws IOException {
		try (TestServer server = start(HookApplication.class, place.with())) {
			HttpAnswer answer = get(server, "/" + place.path());

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).contains("\"outcome\":\"drained\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SERVLET, WebFlux.ON_JETTY })
	void callWithTwoSlashesIsGuardedLikeAnyOther(String stack) throws IOException {
		try (TestServer server = start(HookApplication.class,
				WebFlux.split(stack, "shutdown-starter.prestop.token=secret"))) {
			assertThat(get(server, "//actuator/prestop").status()).isEqualTo(401);
			assertThat(get(server, "//actuator/prestop", "Prestop-Token: wrong").status()).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(get(server, "//actuator/prestop?a=//b", "Prestop-Token: secret").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SERVLET, WebFlux.ON_JETTY })
	void everyOtherPathIsAnsweredAsJettyDoesIt(String stack) throws IOException {
		try (TestServer server = start(HookApplication.class, WebFlux.split(stack));
				TestServer plain = start(HookApplication.class,
						WebFlux.split(stack, "shutdown-starter.enabled=false"))) {
			for (String path : List.of("//ok", "/ok//", "//", "///actuator/prestop", "//actuator/prestop/",
					"//actuator//prestop", "/actuator//prestop", "//actuator/prestop;a=b", "//Actuator/prestop",
					"//%61ctuator/prestop", "//actuator/health", "/a%2Fb", "//a%2Fb", "//user@host/actuator/prestop")) {
				HttpAnswer expected = get(plain, path);
				HttpAnswer answer = get(server, path);

				assertThat(expected.status()).as(path).isEqualTo(400);
				assertThat(answer.status()).as(path).isEqualTo(400);
				assertThat(answer.body()).as(path)
					.isEqualTo(expected.body().replace(":" + plain.port(), ":" + server.port()));
			}
			assertThat(get(server, "/ok?a=//b").status()).isEqualTo(200);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	@Test
	void rulesAreTheSameWithHttp2() throws Exception {
		try (TestServer server = start(HookApplication.class, SERVLET, "server.http2.enabled=true");
				Http2Connection connection = Http2Connection.to(server.port())) {
			assertThat(connection.get("//ok").get().status()).isEqualTo(400);
			assertThat(get(server, "//ok").status()).isEqualTo(400);

			// by the guard, which finds no Host: the kubelet speaks HTTP/1.1
			assertThat(connection.get("//actuator/prestop").get().status()).isEqualTo(403);
		}
	}

	@Test
	void applicationsOwnPortKeepsJettysRuleIfTheHookIsOnAnother() throws IOException {
		try (TestServer server = start(HookApplication.class, SERVLET, "management.server.port=0")) {
			assertThat(HttpConnection.get(server.port(), "//actuator/prestop").status()).isEqualTo(400);

			assertThat(get(server, "//actuator/prestop").status()).isEqualTo(200);
		}
	}

	@Test
	void applicationThatWantsTwoSlashesGetsThem() throws IOException {
		try (TestServer server = start(LenientApplication.class, WebFlux.JETTY.and())) {
			// WebFlux knows no such path
			assertThat(get(server, "//ok").status()).isEqualTo(404);
			assertThat(get(server, "//a%2Fb").status()).isEqualTo(400);

			assertThat(get(server, "//actuator/prestop").status()).isEqualTo(200);
		}
	}

	@Test
	void whatIsReachedByNameIsKeptInANativeImage() {
		RuntimeHints hints = new RuntimeHints();

		new JettyFactory.Hints().registerHints(hints, null);

		assertThat(hints)
			.matches(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(JettyWebServerFactory.class, "addServerCustomizers"))
			.matches(RuntimeHintsPredicates.proxies().forInterfaces(JettyServerCustomizer.class));
	}

	private static TestServer start(Class<?> application, String... properties) {
		return TestServer.start(application,
				Stream.concat(Stream.of(NO_WAIT, NO_QUIET), Stream.of(properties)).toArray(String[]::new));
	}

	private static HttpAnswer get(TestServer server, String path, String... headers) throws IOException {
		return HttpConnection.get(server.managementPort(), path, headers);
	}

	@Import(HookApplication.class)
	static class LenientApplication {

		@Bean
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> lenientJetty() {
			return (factory) -> factory.addServerCustomizers(LenientApplication::allowEmptySegments);
		}

		private static void allowEmptySegments(Server server) {
			server.getConnectors()[0].getConnectionFactory(HttpConnectionFactory.class)
				.getHttpConfiguration()
				.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_EMPTY_SEGMENT"));
		}

	}

}
