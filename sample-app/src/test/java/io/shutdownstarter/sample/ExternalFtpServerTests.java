package io.shutdownstarter.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service with an FTP server that is not its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExternalFtpServerTests {

	private static final Credentials LOGIN = new Credentials("transfer", "hidden-secret");

	@TempDir
	private Path root;

	private EmbeddedFtpServer server;

	@BeforeEach
	void start() {
		this.server = new EmbeddedFtpServer(new FtpProperties.Embedded(this.root, 0, LOGIN), 8);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void filesAreOnTheExternalServerAndNoOtherIsStarted(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(this.server.get().port(), "hidden-secret")) {
			assertThat(context.getBeansOfType(EmbeddedFtpServer.class)).isEmpty();
			assertThat(send(context, "PUT").statusCode()).isEqualTo(201);
			assertThat(send(context, "GET").body()).isEqualTo("content");
		}
		assertThat(this.root).isDirectoryContaining("glob:**/file");
		assertThat(output).contains("Files are on the FTP server at 127.0.0.1:" + this.server.get().port())
			.doesNotContain("hidden-secret");
	}

	@Test
	void twoInstancesShareTheirFiles() throws Exception {
		try (ConfigurableApplicationContext first = run(this.server.get().port(), "hidden-secret");
				ConfigurableApplicationContext second = run(this.server.get().port(), "hidden-secret")) {
			assertThat(send(first, "PUT").statusCode()).isEqualTo(201);
			assertThat(send(second, "GET").body()).isEqualTo("content");
		}
	}

	@Test
	void aServerThatIsNotThereIsToldAtTheStartAndAtEachRequest(CapturedOutput output) throws Exception {
		int nobody = unusedPort();
		try (ConfigurableApplicationContext context = run(nobody, "hidden-secret")) {
			String line = "No connection to the FTP server at 127.0.0.1:%d, check ftp.server and the network: java.net.ConnectException"
				.formatted(nobody);
			assertThat(output).contains("Requests are answered with 503 until the FTP server can be reached. " + line);
			HttpResponse<String> answer = send(context, "GET");
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(answer.body())
				.contains("\"title\":\"Storage unavailable\"", "The file store cannot be reached, nothing was changed")
				.doesNotContain("127.0.0.1");
			assertThat(send(context, "PUT").statusCode()).isEqualTo(503);
			assertThat(output.toString().split(line, -1)).hasSizeGreaterThanOrEqualTo(4);
		}
	}

	@Test
	void aLoginThatIsRefusedIsToldWithoutThePassword(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(this.server.get().port(), "wrong-secret")) {
			assertThat(send(context, "GET").statusCode()).isEqualTo(503);
			assertThat(output).contains("it refused the login of 'transfer', 530").doesNotContain("wrong-secret");
		}
	}

	@Test
	void aServerThatComesBackIsUsedAgain() throws Exception {
		int port = this.server.get().port();
		this.server.stop();
		try (ConfigurableApplicationContext context = run(port, "hidden-secret")) {
			assertThat(send(context, "PUT").statusCode()).isEqualTo(503);
			this.server = new EmbeddedFtpServer(new FtpProperties.Embedded(this.root, port, LOGIN), 8);
			this.server.start();
			assertThat(send(context, "PUT").statusCode()).isEqualTo(201);
		}
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static ConfigurableApplicationContext run(int ftpPort, String password) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
				"--ftp.server.host=127.0.0.1", "--ftp.server.port=" + ftpPort,
				"--ftp.server.credentials.username=transfer", "--ftp.server.credentials.password=" + password));
		return new SpringApplicationBuilder(FtpRestServiceApplication.class).run(arguments.toArray(String[]::new));
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%s/files/file".formatted(port)))
			.method(method, method.equals("PUT") ? BodyPublishers.ofString("content") : BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

}
