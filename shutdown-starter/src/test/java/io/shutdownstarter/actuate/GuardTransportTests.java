package io.shutdownstarter.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.SelfSigned;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the guard over TLS, over IPv6, and with tokens as long as a server takes them.
 */
@ExtendWith(OutputCaptureExtension.class)
class GuardTransportTests {

	private static final byte[] IPV6_LOOPBACK = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };

	private static final String MEGABYTE = "t".repeat(1 << 20);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", WebFlux.ON_NETTY })
	void guardWorksOverTlsOnASharedPort(String settings, CapturedOutput output) throws Exception {
		try (TestServer server = start(WebFlux.split(settings, SelfSigned.properties(this.directory, "server")))) {
			assertThat(tls(server.port(), "Host: shop.example.org")).isEqualTo(403);
			assertThat(tls(server.port(), "Host: 127.0.0.1")).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(output).contains("port: %d, scheme: HTTPS, httpHeaders".formatted(server.port()));

			assertThat(tls(server.port(), "Host: 127.0.0.1:" + server.port())).isEqualTo(200);
		}
	}

	@Test
	void guardWorksOverTlsOnAManagementPort() throws Exception {
		try (TestServer server = start(Stream
			.concat(Stream.of(SelfSigned.properties(this.directory, "management.server")),
					Stream.of("management.server.port=0", "shutdown-starter.prestop.token=secret"))
			.toArray(String[]::new))) {
			int port = server.managementPort();
			assertThat(tls(port, "Host: a")).isEqualTo(401);
			assertThat(tls(port, "Host: a\r\nPrestop-Token: wrong")).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(tls(port, "Host: a\r\nPrestop-Token: secret")).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "[::1], server.port=0", "[0:0:0:0:0:0:0:1], server.port=0", "localhost, server.port=0",
			"[::1], " + WebFlux.ON_NETTY, "[::1], " + WebFlux.ON_JETTY })
	void callOverIpv6IsTakenByItsAddress(String host, String settings) throws IOException {
		try (TestServer server = start(WebFlux.split(settings))) {
			assertThat(ipv6(server.port(), "Host: [fd00::7]:" + server.port())).isEqualTo(403);
			assertThat(ipv6(server.port(), "Host: [::1]")).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(ipv6(server.port(), "Host: %s:%d".formatted(host, server.port()))).isEqualTo(200);
		}
	}

	@Test
	void tokenOfAMegabyteIsComparedIfTheServerTakesIt() throws IOException {
		try (TestServer server = start("shutdown-starter.prestop.token=" + MEGABYTE,
				"server.max-http-request-header-size=2MB")) {
			assertThat(withToken(server, MEGABYTE.substring(1))).isEqualTo(403);
			assertThat(withToken(server, MEGABYTE + "t")).isEqualTo(403);
			assertThat(withToken(server, "t")).isEqualTo(403);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);

			assertThat(withToken(server, MEGABYTE)).isEqualTo(200);
		}
	}

	@Test
	void tokenOfAMegabyteIsRefusedByAServerThatTakesNone() throws IOException {
		try (TestServer server = start("shutdown-starter.prestop.token=secret")) {
			assertThat(withToken(server, MEGABYTE)).isEqualTo(400);

			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(withToken(server, "secret")).isEqualTo(200);
		}
	}

	private static TestServer start(String... properties) {
		return TestServer.start(HookApplication.class,
				Stream
					.concat(Stream.of("shutdown-starter.propagation.minimum=0s",
							"shutdown-starter.propagation.quiet-period=0s"), Stream.of(properties))
					.toArray(String[]::new));
	}

	private static int withToken(TestServer server, String token) throws IOException {
		return HttpConnection.get(server.port(), "/actuator/prestop", "Prestop-Token: " + token).status();
	}

	private static int ipv6(int port, String headers) throws IOException {
		return status(new Socket(InetAddress.getByAddress(IPV6_LOOPBACK), port), headers);
	}

	// takes any certificate, as the kubelet does
	private static int tls(int port, String headers) throws IOException, GeneralSecurityException {
		return status(
				SelfSigned.trustingClient().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port),
				headers);
	}

	private static int status(Socket socket, String headers) throws IOException {
		try (HttpConnection connection = HttpConnection.over(socket)) {
			return connection.send("GET /actuator/prestop HTTP/1.1\r\n" + headers + "\r\n\r\n").answer().status();
		}
	}

}
