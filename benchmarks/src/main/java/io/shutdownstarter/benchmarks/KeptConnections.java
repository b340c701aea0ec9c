package io.shutdownstarter.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections that stay open, and the one thread that uses them: it sends a request on
 * each, and reads all answers then. It does next to nothing else, since it shares the
 * machine with the server. Every answer has to be as long as the first one was, which it
 * is not if the server says that it will close the connection.
 */
final class KeptConnections implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

	private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Longer than any answer takes: a stuck measurement ends by it.
	 */
	private static final int PATIENCE_MILLIS = 30_000;

	private final List<Socket> sockets = new ArrayList<>();

	private final byte[] request;

	private final byte[] answer;

	/**
	 * Opens connections, and sends the first request on one of them.
	 * @param port the port of the server on loopback
	 * @param path what to ask for
	 * @param count the number of connections
	 * @throws IOException if the server does not answer
	 */
	KeptConnections(int port, String path, int count) throws IOException {
		this.request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(path, port)
			.getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < count; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(PATIENCE_MILLIS);
			this.sockets.add(socket);
		}
		Socket first = this.sockets.get(0);
		first.getOutputStream().write(this.request);
		this.answer = readFirst(first.getInputStream());
	}

	/**
	 * The body that each answer has.
	 * @return the text
	 */
	String body() {
		String text = new String(this.answer, StandardCharsets.UTF_8);
		return text.substring(text.indexOf("\r\n\r\n") + 4);
	}

	/**
	 * Sends one request on each connection, and reads the answers.
	 * @return the number of requests
	 * @throws IOException if an answer is not like the first one
	 */
	int exchange() throws IOException {
		for (Socket socket : this.sockets) {
			socket.getOutputStream().write(this.request);
		}
		for (Socket socket : this.sockets) {
			int read = socket.getInputStream().readNBytes(this.answer, 0, this.answer.length);
			if (read < this.answer.length || !isOk()) {
				throw new EOFException(
						"Not an answer as the first one: " + new String(this.answer, 0, read, StandardCharsets.UTF_8));
			}
		}
		return this.sockets.size();
	}

	@Override
	public void close() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private boolean isOk() {
		for (int i = 0; i < OK.length; i++) {
			if (this.answer[i] != OK[i]) {
				return false;
			}
		}
		return true;
	}

	private static byte[] readFirst(InputStream in) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String head = "";
		while (!head.endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next == -1) {
				throw new EOFException("No answer, but '" + head + "'");
			}
			bytes.write(next);
			head = bytes.toString(StandardCharsets.UTF_8);
		}
		Matcher length = LENGTH.matcher(head);
		if (!head.startsWith("HTTP/1.1 200") || !length.find()) {
			throw new IOException("Not an answer of a known length: " + head);
		}
		bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
		return bytes.toByteArray();
	}

}
