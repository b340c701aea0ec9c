package io.shutdownstarter.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to a server. Never tries again, and hides nothing: other clients open a
 * new connection silently when the old one has gone.
 */
public final class HttpConnection implements AutoCloseable {

	/**
	 * Long enough for every answer; tests fail by it, and never pass by it.
	 */
	private static final int PATIENCE_MILLIS = 30_000;

	private final Socket socket;

	private final InputStream in;

	private HttpConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
	}

	public static HttpConnection to(int port) throws IOException {
		return over(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	/**
	 * Uses a connection that is special.
	 * @param socket the open connection
	 * @return the same
	 */
	public static HttpConnection over(Socket socket) throws IOException {
		socket.setSoTimeout(PATIENCE_MILLIS);
		return new HttpConnection(socket);
	}

	/**
	 * Sends one GET on a connection of its own.
	 * @param port the port
	 * @param path the path
	 * @param headers further header lines
	 * @return the answer
	 */
	public static HttpAnswer get(int port, String path, String... headers) throws IOException {
		try (HttpConnection connection = to(port)) {
			return connection.send("GET", path, headers).answer();
		}
	}

	public HttpConnection send(String method, String path, String... headers) throws IOException {
		List<String> lines = new ArrayList<>();
		lines.add(method + " " + path + " HTTP/1.1");
		lines.add("Host: 127.0.0.1:" + this.socket.getPort());
		lines.addAll(List.of(headers));
		return send(String.join("\r\n", lines) + "\r\n\r\n");
	}

	public HttpConnection send(String bytes) throws IOException {
		this.socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
		this.socket.getOutputStream().flush();
		return this;
	}

	public HttpAnswer answer() throws IOException {
		HttpAnswer head = head();
		return new HttpAnswer(head.status(), head.headers(), new String(body(head), StandardCharsets.ISO_8859_1));
	}

	/**
	 * Reads an answer up to its body, which may have no end.
	 * @return the answer with an empty body
	 */
	public HttpAnswer head() throws IOException {
		int status = Integer.parseInt(line().split(" ", 3)[1]);
		Map<String, List<String>> headers = new HashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).trim());
		}
		return new HttpAnswer(status, headers, "");
	}

	/**
	 * Reads what follows the head of an answer.
	 * @param length the number of bytes
	 * @return the bytes, fewer if the server closes the connection before
	 */
	public byte[] content(int length) throws IOException {
		return this.in.readNBytes(length);
	}

	public String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next == -1) {
				throw new EOFException("The server closed the connection after '%s'".formatted(line));
			}
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Whether the server has sent anything that is still to be read.
	 * @return whether an answer has begun to arrive
	 */
	public boolean hasBytes() throws IOException {
		return this.in.available() > 0;
	}

	/**
	 * Reads past a part of a body.
	 * @param bytes its length
	 */
	public void skip(long bytes) throws IOException {
		this.in.skipNBytes(bytes);
	}

	/**
	 * Waits for the beginning of an answer, and leaves it to be read.
	 */
	public void awaitBytes() throws IOException {
		this.in.mark(1);
		if (this.in.read() == -1) {
			throw new EOFException("The server closed the connection without an answer");
		}
		this.in.reset();
	}

	/**
	 * Waits for the server to close the connection.
	 * @return {@code true} if it did, {@code false} if it sent something instead
	 */
	public boolean isClosedByServer() throws IOException {
		return this.in.read() == -1;
	}

	/**
	 * Breaks the connection off, so that the server's next write or read fails.
	 */
	public void hangUp() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private byte[] body(HttpAnswer head) throws IOException {
		if (head.header("Transfer-Encoding").contains("chunked")) {
			return chunks();
		}
		List<String> length = head.header("Content-Length");
		if (!length.isEmpty()) {
			return this.in.readNBytes(Integer.parseInt(length.get(0)));
		}
		return (head.status() == 204) ? new byte[0] : this.in.readAllBytes();
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = chunkSize(); size > 0; size = chunkSize()) {
			body.write(this.in.readNBytes(size));
			line();
		}
		line();
		return body.toByteArray();
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line(), 16);
	}

}
