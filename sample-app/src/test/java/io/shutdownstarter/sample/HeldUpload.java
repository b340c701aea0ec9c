package io.shutdownstarter.sample;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A client that stops in the middle of an upload until it is told to go on.
 */
final class HeldUpload implements Closeable {

	private static final byte[] HALF = new byte[100_000];

	private final Socket socket;

	private HeldUpload(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Begin an upload, and return when the store has begun to write it.
	 */
	static HeldUpload begin(int port, String name, Path root) throws IOException {
		long before = unfinished(root);
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(20_000);
		OutputStream out = socket.getOutputStream();
		out.write("PUT /files/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
			.formatted(name, 2 * HALF.length)
			.getBytes(StandardCharsets.US_ASCII));
		out.write(HALF);
		awaitUnfinished(root, before + 1);
		return new HeldUpload(socket);
	}

	/**
	 * Poll the directory, which can call nobody, until it holds as many unfinished
	 * uploads.
	 */
	static void awaitUnfinished(Path root, long count) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(20))
			.until(() -> unfinished(root) == count);
	}

	private static long unfinished(Path root) throws IOException {
		try (Stream<Path> files = Files.list(root)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(".")).count();
		}
	}

	/**
	 * Send the rest, and return the whole response.
	 */
	String finish() throws IOException {
		this.socket.getOutputStream().write(HALF);
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
