package io.shutdownstarter.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.conformance.ClassArchive;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Uploads that are in flight when their pod, a real process, is terminated.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class LargeTransferIT {

	private static final int MEGABYTE = 1024 * 1024;

	private static final int MEGABYTES = 208;

	private final byte[] megabyte = new byte[MEGABYTE];

	@TempDir
	private Path directory;

	LargeTransferIT() {
		new Random(1).nextBytes(this.megabyte);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "none" })
	void largeUploadInFlightAtTheSignalArrivesWhole(String hook) throws Exception {
		Pod pod = start();
		try (pod; Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.port())) {
			OutputStream out = socket.getOutputStream();
			head(out, "large", MEGABYTES);
			send(out, MEGABYTES / 2);
			CompletableFuture<PodEnd> end = terminate(pod, Hook.parse(hook), 30);
			awaitLog(pod, "Propagation wait ended after");
			send(out, MEGABYTES - MEGABYTES / 2);
			String answer = read(socket);
			assertThat(answer).startsWith("HTTP/1.1 201").contains("Repr-Digest: " + digest(), "Connection: close");
			assertThat(end.join().killed()).isFalse();
			assertThat(end.join().exit()).isLessThan(Duration.ofSeconds(30));
		}
		assertThat(this.directory.resolve("files/large")).hasSize((long) MEGABYTES * MEGABYTE + StoredForm.OVERHEAD);
		assertThat(pod.log()).content().contains("0 abandoned").doesNotContain("Abandoned");
	}

	@Test
	void transferOverASlowLinkDrainsThroughTheTermination() throws Exception {
		Pod pod = start("--ftp.slow-link.bytes-per-second=400000", "--shutdown-starter.propagation.minimum=0s",
				"--shutdown-starter.propagation.quiet-period=0s");
		try (pod; Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.port())) {
			head(socket.getOutputStream(), "slow", 1);
			send(socket.getOutputStream(), 1);
			HeldUpload.awaitUnfinished(this.directory.resolve("files"), 1);
			PodEnd end = terminate(pod, Hook.parse("http"), 30).join();
			assertThat(read(socket)).startsWith("HTTP/1.1 201");
			assertThat(end.killed()).isFalse();
		}
		assertThat(pod.log()).content()
			.contains("Each transfer is slowed down to 400000 bytes/s", "draining 1 request", "0 abandoned");
	}

	@Test
	void uploadThatCannotFinishIsNamedAndTheBeansAreClosedWithinTheGracePeriod() throws Exception {
		Pod pod = start("--shutdown-starter.grace-period=10s", "--shutdown-starter.propagation.minimum=1s");
		try (pod; Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.port())) {
			head(socket.getOutputStream(), "endless?secret=1", MEGABYTES);
			send(socket.getOutputStream(), 1);
			PodEnd end = terminate(pod, Hook.parse("http"), 10).join();
			assertThat(end.killed()).isFalse();
			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(end.exit()).isLessThan(Duration.ofSeconds(10));
		}
		assertThat(pod.log()).content()
			.containsPattern(
					"WARN .* Termination deadline passed after 5(\\.\\d+)? s .* 1 abandoned: PUT /files/endless \\(")
			.contains("raise terminationGracePeriodSeconds", "FTP server stopped")
			.doesNotContain("secret");
		assertThat(this.directory.resolve("files/endless")).doesNotExist();
	}

	private Pod start(String... arguments) throws IOException, InterruptedException {
		Path files = Files.createDirectory(this.directory.resolve("files"));
		PodCommand command = ClassArchive.command(FtpRestServiceApplication.class)
			.withJvmArguments("-Xmx128m")
			.withArguments("--ftp.embedded.root=" + files)
			.withArguments(arguments);
		Pod pod = Pod.start(command, "pod", this.directory);
		pod.awaitReady(Duration.ofMinutes(2));
		return pod;
	}

	private static CompletableFuture<PodEnd> terminate(Pod pod, Hook hook, int graceSeconds) {
		KubeletEmulator kubelet = new KubeletEmulator(hook, Duration.ofSeconds(graceSeconds), 1);
		return CompletableFuture.supplyAsync(() -> {
			try {
				return kubelet.terminate(pod);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static void awaitLog(Pod pod, String line) {
		await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(pod.log()).contains(line));
	}

	private static void head(OutputStream out, String name, int megabytes) throws IOException {
		String head = """
				PUT /files/%s HTTP/1.1
				Host: 127.0.0.1
				Content-Length: %d

				""".formatted(name, (long) megabytes * MEGABYTE);
		out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private void send(OutputStream out, int megabytes) throws IOException {
		for (int i = 0; i < megabytes; i++) {
			out.write(this.megabyte);
		}
	}

	private static String read(Socket socket) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		socket.getInputStream().transferTo(answer);
		return answer.toString(StandardCharsets.US_ASCII);
	}

	private String digest() {
		MessageDigest digest = Sha256.newDigest();
		for (int i = 0; i < MEGABYTES; i++) {
			digest.update(this.megabyte);
		}
		return Sha256.of(digest).toHeader();
	}

}
