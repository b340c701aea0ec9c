package io.shutdownstarter.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.ServletServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a process on Jetty with a real signal.
 */
class JettyTerminationTests {

	private static final Pattern PORT = Pattern.compile("Jetty started on port (\\d+)");

	@TempDir
	private Path directory = Path.of("");

	@Test
	void processWhoseStreamsHaveLostTheirClientsEndsLongBeforeItsDeadline() throws Exception {
		Process process = start();
		try {
			Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> output().contains("streams are up"));
			for (HttpConnection client : connect(50)) {
				client.hangUp();
			}

			long began = System.nanoTime();
			process.destroy();
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

			// measured: below 1 s; the deadline is at 55 s
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
			assertThat(process.exitValue()).isEqualTo(143);
			assertThat(output()).contains(", 0 abandoned").contains("Graceful shutdown complete");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
				StreamingApplication.class.getName(), "--server.port=0", "--" + ServletServer.JETTY.setting(),
				"--spring.main.web-application-type=servlet", "--spring.main.cloud-platform=none",
				"--shutdown-starter.grace-period=60s")
			.redirectErrorStream(true)
			.redirectOutput(log().toFile())
			.start();
	}

	private List<HttpConnection> connect(int count) throws IOException {
		Matcher port = PORT.matcher(output());
		assertThat(port.find()).isTrue();
		List<HttpConnection> clients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			HttpConnection client = HttpConnection.to(Integer.parseInt(port.group(1))).send("GET", "/events");
			assertThat(client.head().status()).isEqualTo(200);
			clients.add(client);
		}
		return clients;
	}

	private Path log() {
		return this.directory.resolve("output");
	}

	private String output() {
		try {
			return Files.readString(log());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
