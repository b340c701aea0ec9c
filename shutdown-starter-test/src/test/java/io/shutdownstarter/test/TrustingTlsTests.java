package io.shutdownstarter.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the kubelet and the clients send over {@link TrustingTls}, with real
 * servers; {@link ServersIT} has it with pods.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TrustingTlsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private HttpsServer tls;

	private ServerSocket plain;

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		this.tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.tls.setHttpsConfigurator(new HttpsConfigurator(new SelfSigned(directory).server()));
		this.tls.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.tls.start();
		this.plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::answerWhateverComes, "plain-text");
		thread.setDaemon(true);
		thread.start();
	}

	// As Tomcat does when it gets TLS on a port that does not speak it.
	private void answerWhateverComes() {
		try {
			while (true) {
				this.connections.add(this.plain.accept());
				this.connections.get(this.connections.size() - 1)
					.getOutputStream()
					.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			}
		}
		catch (IOException ex) {
			// the end of the tests
			return;
		}
	}

	@AfterAll
	void stop() throws IOException {
		this.tls.stop(0);
		this.plain.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	@Test
	void aProbeOverTlsTakesACertificateThatNobodyHasSigned() throws Exception {
		try (KubeletCall probe = KubeletCall.probe(this.tls.getAddress().getPort(), "/ready", true)) {
			assertThat(probe.send(TIMEOUT).status()).isEqualTo(200);
		}
	}

	@Test
	void aProbeWithoutTlsFailsWhereItIsSpoken() throws Exception {
		try (KubeletCall probe = KubeletCall.probe(this.tls.getAddress().getPort(), "/ready", false)) {
			assertThatException().isThrownBy(() -> probe.send(TIMEOUT));
		}
	}

	@Test
	void aHookOverTlsIsTriedOnceMoreInPlainTextAndAProbeIsNot() throws Exception {
		try (KubeletCall hook = KubeletCall.hook(this.plain.getLocalPort(), "/prestop", Map.of()).overTls();
				KubeletCall probe = KubeletCall.probe(this.plain.getLocalPort(), "/ready", true)) {
			assertThat(hook.send(TIMEOUT).status()).isEqualTo(200);
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> probe.send(TIMEOUT));
		}
	}

	@Test
	void clientsSpeakTlsOnKeptConnections() throws Exception {
		RequestSender.Target target = new RequestSender.Target(this.tls.getAddress().getPort(), TIMEOUT, true,
				System::nanoTime, (port) -> "pod-1");
		try (RequestSender client = new RequestSender(target, true)) {
			Outcome first = client.send(request("a"));
			Outcome second = client.send(request("b"));

			assertThat(first.succeededAtOnce()).isTrue();
			assertThat(second.succeededAtOnce()).isTrue();
			assertThat(second.first().reused()).isTrue();
			assertThat(second.first().pod()).isEqualTo("pod-1");
		}
	}

	private static PreparedRequest request(String id) {
		return PreparedRequest.of(id, RequestTemplate.get("/"), 0, new SplittableRandom(1));
	}

}
