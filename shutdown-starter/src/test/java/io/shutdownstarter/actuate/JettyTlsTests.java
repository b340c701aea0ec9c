package io.shutdownstarter.actuate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.Http2Connection;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.SelfSigned;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls by TLS on Jetty, which refuses requests for a host that its certificate
 * does not name. The kubelet names the pod's address, in {@code Host} only.
 */
class JettyTlsTests {

	private static final String NAME = "pod.example.org";

	private static final String SERVLET = "test.server=jetty";

	private static String[] tls = {};

	@BeforeAll
	static void makeCertificate(@TempDir Path directory) throws Exception {
		tls = SelfSigned.properties(directory, "server", "dns:" + NAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { SERVLET, WebFlux.ON_JETTY })
	void hookIsServedThoughTheCertificateDoesNotNameTheAddress(String stack) throws Exception {
		try (TestServer server = start(HookApplication.class, stack, tls)) {
			String address = "127.0.0.1:" + server.port();
			HttpAnswer other = call(server.port(), "/ok", address);
			assertThat(other.status()).isEqualTo(400);
			assertThat(other.body()).contains("Invalid SNI");
			assertThat(call(server.port(), "/actuator/prestop/", address).status()).isEqualTo(400);
			// by the guard
			assertThat(call(server.port(), "/actuator/prestop", "shop.example.org").status()).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(call(server.port(), "/actuator/prestop", address).status()).isEqualTo(200);
			assertThat(call(server.port(), "//actuator/prestop", address).status()).isEqualTo(200);
		}
	}

	@Test
	void hookIsServedOnAManagementPortWithItsOwnCertificate() throws Exception {
		String[] management = Stream.of(tls).map((property) -> "management." + property).toArray(String[]::new);
		try (TestServer server = start(HookApplication.class, SERVLET + ";management.server.port=0", management)) {
			String address = "127.0.0.1:" + server.managementPort();
			assertThat(call(server.managementPort(), "/actuator/health", address).status()).isEqualTo(400);

			assertThat(call(server.managementPort(), "/actuator/prestop", address).status()).isEqualTo(200);
		}
	}

	@Test
	void rulesAreTheSameWithHttp2() throws Exception {
		try (TestServer server = start(HookApplication.class, SERVLET + ";server.http2.enabled=true", tls);
				Http2Connection connection = Http2Connection.secureTo(server.port())) {
			assertThat(connection.get("/ok").get().status()).isEqualTo(400);

			// by the guard, which finds no Host: the kubelet speaks HTTP/1.1
			assertThat(connection.get("/actuator/prestop").get().status()).isEqualTo(403);
		}
	}

	@Test
	void clientThatHasToldANameIsHeldToIt() throws Exception {
		try (TestServer server = start(HookApplication.class, SERVLET, tls)) {
			String address = "127.0.0.1:" + server.port();

			assertThat(call(server.port(), "/actuator/prestop", address, NAME).status()).isEqualTo(400);
			assertThat(call(server.port(), "/ok", NAME, NAME).status()).isEqualTo(200);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	// what the pages say of probes
	@Test
	void probesAreAnsweredIfTheyNameTheHostOfTheCertificateOrComeToAPlainPort() throws Exception {
		try (TestServer server = start(HookApplication.class, SERVLET, tls)) {
			String probe = "/actuator/health/readiness";
			assertThat(call(server.port(), probe, "127.0.0.1:" + server.port()).status()).isEqualTo(400);

			assertThat(call(server.port(), probe, NAME).status()).isEqualTo(200);
		}
		try (TestServer server = start(HookApplication.class,
				SERVLET + ";management.server.port=0;management.server.ssl.enabled=false", tls)) {
			assertThat(server.readiness().status()).isEqualTo(200);
			assertThat(HttpConnection.get(server.managementPort(), "/actuator/prestop").status()).isEqualTo(200);
		}
	}

	@Test
	void applicationThatWantsANameFromEveryClientGetsIt() throws Exception {
		try (TestServer server = start(StrictApplication.class, SERVLET, tls)) {
			String address = "127.0.0.1:" + server.port();

			assertThat(call(server.port(), "/actuator/prestop", address).status()).isEqualTo(400);
			assertThat(call(server.port(), "/ok", NAME, NAME).status()).isEqualTo(200);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		}
	}

	@Test
	void whatTheApplicationHasSetForTlsStaysSo() throws Exception {
		try (TestServer server = start(StrictTransportApplication.class, SERVLET, tls)) {
			assertThat(call(server.port(), "/ok", NAME).header("Strict-Transport-Security"))
				.containsExactly("max-age=60; includeSubDomains");
		}
	}

	private static TestServer start(Class<?> application, String settings, String... tls) {
		return TestServer.start(application,
				Stream
					.concat(Stream.of("shutdown-starter.propagation.minimum=0s",
							"shutdown-starter.propagation.quiet-period=0s"), Stream.of(WebFlux.split(settings, tls)))
					.toArray(String[]::new));
	}

	private static HttpAnswer call(int port, String path, String host, String... sni)
			throws IOException, GeneralSecurityException {
		// takes any certificate, as the kubelet does, and tells no name by itself
		SSLSocket socket = (SSLSocket) SelfSigned.trustingClient().getSocketFactory().createSocket("127.0.0.1", port);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setServerNames(List.copyOf(Stream.of(sni).map(SNIHostName::new).toList()));
		socket.setSSLParameters(parameters);
		try (HttpConnection connection = HttpConnection.over(socket)) {
			return connection.send("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host)).answer();
		}
	}

	private static SecureRequestCustomizer secure(Server server) {
		return server.getConnectors()[0].getConnectionFactory(HttpConnectionFactory.class)
			.getHttpConfiguration()
			.getCustomizer(SecureRequestCustomizer.class);
	}

	@Import(HookApplication.class)
	static class StrictApplication {

		@Bean
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> strictJetty() {
			return (factory) -> factory.addServerCustomizers((server) -> secure(server).setSniRequired(true));
		}

	}

	@Import(HookApplication.class)
	static class StrictTransportApplication {

		@Bean
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> strictTransport() {
			return (factory) -> factory.addServerCustomizers((server) -> {
				secure(server).setStsMaxAge(60);
				secure(server).setStsIncludeSubDomains(true);
			});
		}

	}

}
