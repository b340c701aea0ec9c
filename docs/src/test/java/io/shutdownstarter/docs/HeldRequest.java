package io.shutdownstarter.docs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A request that is in flight until its client, which has sent half of it, lets it end.
 */
final class HeldRequest implements AutoCloseable {

	private static final int MOST_MILLIS = 30_000;

	private final Socket socket;

	private HeldRequest(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Sends all but the last byte of a request.
	 * @param port the port of the application
	 * @param path the path
	 * @return the request
	 * @throws IOException if it cannot be sent
	 */
	static HeldRequest begin(int port, String path) throws IOException {
		HeldRequest request = new HeldRequest(new Socket(InetAddress.getLoopbackAddress(), port));
		request.socket.setSoTimeout(MOST_MILLIS);
		request.send("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\no"
			.formatted(path));
		return request;
	}

	/**
	 * Sends the last byte, and waits for the end of the connection.
	 * @return the answer as it came
	 * @throws IOException if there is none, or if the connection is kept
	 */
	String end() throws IOException {
		send("k");
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
	}

	private void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
