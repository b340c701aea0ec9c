package io.shutdownstarter.sample;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The FTP side outlives the last request.
 */
class TerminationTests {

	@TempDir
	private Path root;

	private final CountDownLatch closing = new CountDownLatch(1);

	@Test
	void uploadInFlightIsStoredBeforeTheFtpServerStops() throws Exception {
		ConfigurableApplicationContext context = run();
		EmbeddedFtpServer server = context.getBean(EmbeddedFtpServer.class);
		int ftpPort = server.get().port();
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (HeldUpload upload = HeldUpload.begin(port, "file", this.root)) {
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			assertThat(this.closing.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(server.isRunning()).isTrue();
			assertThat(upload.finish()).startsWith("HTTP/1.1 201");
			closed.get(30, TimeUnit.SECONDS);
		}
		assertThat(this.root).isDirectoryContaining("glob:**/file").isDirectoryNotContaining("glob:**/.*");
		assertThat(server.isRunning()).isFalse();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), ftpPort).close());
	}

	private ConfigurableApplicationContext run() {
		// the first thing that a closing context says
		ApplicationListener<AvailabilityChangeEvent<?>> whenRefusing = (event) -> {
			if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
				this.closing.countDown();
			}
		};
		return new SpringApplicationBuilder(FtpRestServiceApplication.class).listeners(whenRefusing)
			.run("--server.port=0", "--management.server.port=0", "--ftp.embedded.root=" + this.root,
					"--shutdown-starter.propagation.minimum=0s", "--shutdown-starter.propagation.quiet-period=0s");
	}

}
