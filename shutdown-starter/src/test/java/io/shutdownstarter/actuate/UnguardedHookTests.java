package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.ModelAndView;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the hook without a token on the port of the application: only what looks like the
 * kubelet's call is taken, whatever the server does to forwarded headers.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnguardedHookTests {

	private static final String NO_WAIT = "shutdown-starter.propagation.minimum=0s";

	private static final String NO_QUIET = "shutdown-starter.propagation.quiet-period=0s";

	static Stream<String> strategies() {
		List<String> strategies = List.of("server.forward-headers-strategy=none",
				"server.forward-headers-strategy=native", "server.forward-headers-strategy=framework",
				"spring.main.cloud-platform=kubernetes", "server.tomcat.remoteip.remote-ip-header=x-real-ip");
		return Stream.concat(strategies.stream(), Stream.concat(
				strategies.stream().limit(4).map((strategy) -> String.join(";", WebFlux.NETTY.with(strategy))),
				Stream.of(String.join(";", WebFlux.TOMCAT.with("spring.main.cloud-platform=kubernetes")),
						String.join(";", WebFlux.TOMCAT.with("server.tomcat.remoteip.remote-ip-header=x-real-ip")),
						String.join(";", WebFlux.JETTY.with("spring.main.cloud-platform=kubernetes")))));
	}

	@ParameterizedTest
	@MethodSource("strategies")
	void onlyCallsLikeThoseOfTheKubeletAreTaken(String strategy) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, WebFlux.split(strategy, NO_WAIT, NO_QUIET))) {
			int port = server.port();
			String own = "Host: 127.0.0.1:" + port;
			for (String forwarded : new String[] { "Forwarded: for=203.0.113.7", "X-Forwarded-For: 203.0.113.7",
					"x-forwarded-for: 127.0.0.1", "X-Forwarded-For: 10.0.0.1, 127.0.0.1", "X-Forwarded-Proto: http",
					"X-Forwarded-Host: 127.0.0.1:" + port, "X-Forwarded-Port: " + port, "X-Forwarded-Prefix: /shop",
					"X-Forwarded-For:", "X-Real-IP: 203.0.113.7", "Via: 1.1 proxy" }) {
				assertRefused(server, own, forwarded);
			}
			assertRefused(server, "Host: shop.example.org");
			assertRefused(server, "Host: 127.0.0.1");
			assertRefused(server, "Host: 127.0.0.1:" + (port + 1));
			assertRefused(server, "Host: 10.0.0.1:" + port);
			assertRefused(server, "Host:");
			// servers may find such headers bad before we refuse the call
			assertThat(server.termination().status().totals().refusedHooks())
				.isBetween(strategy.contains("reactive") ? 33L : 48L, 48L);

			for (String host : new String[] { own, "Host: localhost:" + port, "Host: [::1]:" + port }) {
				assertThat(call(server, "GET", "HTTP/1.1", host).status()).as(host).isEqualTo(200);
				assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
				assertThat(call(server, "DELETE", "HTTP/1.1", host).status()).as(host).isEqualTo(200);
				assertThat(call(server, "POST", "HTTP/1.1", host).status()).as(host).isEqualTo(200);
				assertThat(call(server, "DELETE", "HTTP/1.1", host).status()).as(host).isEqualTo(200);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", WebFlux.ON_NETTY })
	void callByHttp10IsTakenOnlyIfItSaysWhomItMeans(String settings) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class, WebFlux.split(settings, NO_WAIT, NO_QUIET))) {
			assertThat(call(server, "GET", "HTTP/1.0").status()).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(call(server, "GET", "HTTP/1.0", "Host: 127.0.0.1:" + server.port()).status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", WebFlux.ON_NETTY })
	void everyCallIsTakenOnAPortOfItsOwn(String settings) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.split(settings, "management.server.port=0", NO_WAIT, NO_QUIET))) {
			String host = "Host: shop.example.org";
			assertThat(call(server, "GET", "HTTP/1.1", host, "X-Forwarded-For: 203.0.113.7").status()).isEqualTo(200);
			assertThat(call(server, "DELETE", "HTTP/1.1", host, "Via: 1.1 proxy").status()).isEqualTo(200);
			assertThat(call(server, "GET", "HTTP/1.0").status()).isEqualTo(200);
		}
	}

	@Test
	void eachReasonIsLoggedOnceWithTheRemedy(CapturedOutput output) throws IOException {
		try (TestServer server = TestServer.start(HookApplication.class)) {
			for (int i = 0; i < 3; i++) {
				assertRefused(server, "Host: shop.example.org");
				assertRefused(server, "Host: 127.0.0.1:" + server.port(), "X-Forwarded-For: 203.0.113.7");
			}

			assertThat(output).containsOnlyOnce("A call of the pre-stop hook was refused, since its Host is not")
				.containsOnlyOnce("A call of the pre-stop hook was refused, since it came through a proxy")
				.contains("management.server.port")
				.contains("set shutdown-starter.prestop.token and send it: lifecycle: { preStop: { httpGet: {"
						+ " path: /actuator/prestop, port: " + server.port() + ", httpHeaders: ["
						+ " { name: Prestop-Token, value: <token> } ] } } }")
				.doesNotContain("shop.example.org")
				.doesNotContain("203.0.113.7");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "DELETE" })
	void detourInsideTheApplicationLeadsNowhere(String method) throws IOException {
		try (TestServer server = TestServer.start(DetourApplication.class, NO_WAIT, NO_QUIET,
				"shutdown-starter.prestop.token=secret")) {
			try (HttpConnection connection = HttpConnection.to(server.port())) {
				HttpAnswer answer = connection.send(method, "/detour", "Prestop-Token: secret", "Content-Length: 0")
					.answer();

				assertThat(answer.status()).isEqualTo(403);
			}
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(server.termination().status().totals().refusedHooks()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "DELETE" })
	void detourInsideAWebFluxApplicationLeadsNowhere(String method) throws IOException {
		try (TestServer server = TestServer.start(WebFluxDetourApplication.class,
				WebFlux.NETTY.and(NO_WAIT, NO_QUIET, "shutdown-starter.prestop.token=secret"))) {
			try (HttpConnection connection = HttpConnection.to(server.port())) {
				HttpAnswer answer = connection.send(method, "/detour", "Prestop-Token: secret", "Content-Length: 0")
					.answer();

				assertThat(answer.status()).isEqualTo(403);
			}
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(server.termination().status().totals().refusedHooks()).isOne();
		}
	}

	private static void assertRefused(TestServer server, String... headers) throws IOException {
		for (String method : new String[] { "GET", "POST", "DELETE" }) {
			assertThat(call(server, method, "HTTP/1.1", headers).status()).as(method + String.join(", ", headers))
				.isIn(400, 403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	private static HttpAnswer call(TestServer server, String method, String protocol, String... headers)
			throws IOException {
		try (HttpConnection connection = HttpConnection.to(server.managementPort())) {
			connection.send("%s /actuator/prestop %s\r\n%s\r\nContent-Length: 0\r\n\r\n".formatted(method, protocol,
					String.join("\r\n", (headers.length > 0) ? headers : new String[] { "Accept: */*" })));
			return connection.answer();
		}
	}

	@Import(HookApplication.class)
	static class WebFluxDetourApplication {

		@Bean
		WebFilter detour() {
			return (exchange, chain) -> "/detour".equals(exchange.getRequest().getPath().value())
					? chain.filter(exchange.mutate().request((request) -> request.path("/actuator/prestop")).build())
					: chain.filter(exchange);
		}

	}

	@Import({ HookApplication.class, DetourApplication.Detour.class })
	static class DetourApplication {

		@RestController
		static class Detour {

			@RequestMapping("/detour")
			ModelAndView detour() {
				return new ModelAndView("forward:/actuator/prestop");
			}

		}

	}

}
