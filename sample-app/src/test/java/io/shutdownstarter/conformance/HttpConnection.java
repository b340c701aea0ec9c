package io.shutdownstarter.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One connection of a client that never tries again: what happens to it is seen.
 */
final class HttpConnection implements Closeable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Socket socket;

	private final InputStream in;

	private HttpConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
		this.in = socket.getInputStream();
	}

	static HttpConnection open(int port) throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return new HttpConnection(socket);
	}

	HttpAnswer get(String path, String... headerLines) throws IOException {
		StringBuilder request = new StringBuilder("GET ").append(path)
			.append(" HTTP/1.1\r\nHost: 127.0.0.1:")
			.append(this.socket.getPort())
			.append("\r\n");
		for (String line : headerLines) {
			request.append(line).append("\r\n");
		}
		send(request.append("\r\n").toString());
		return read();
	}

	void send(String request) throws IOException {
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
	}

	HttpAnswer read() throws IOException {
		int status = Integer.parseInt(line().split(" ", 3)[1]);
		Map<String, String> headers = new HashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] header = line.split(":", 2);
			headers.put(header[0].toLowerCase(Locale.ROOT), header[1].trim());
		}
		return new HttpAnswer(status, headers, body(headers));
	}

	/**
	 * Whether the server ends the connection in order, and not by a reset.
	 * @return whether the end came
	 * @throws IOException if the connection breaks
	 */
	boolean isEnded() throws IOException {
		return this.in.read() == -1;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private String body(Map<String, String> headers) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		if (headers.containsKey("content-length")) {
			body.write(exactly(Integer.parseInt(headers.get("content-length"))));
		}
		else if ("chunked".equals(headers.get("transfer-encoding"))) {
			for (int size = chunkSize(); size > 0; size = chunkSize()) {
				body.write(exactly(size));
				line();
			}
			line();
		}
		else if ("close".equals(headers.get("connection"))) {
			this.in.transferTo(body);
		}
		boolean zipped = "gzip".equals(headers.get("content-encoding"));
		return zipped ? unzipped(body.toByteArray()) : body.toString(StandardCharsets.UTF_8);
	}

	private static String unzipped(byte[] bytes) throws IOException {
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private byte[] exactly(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("The answer ended after " + bytes.length + " of " + length + " bytes");
		}
		return bytes;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int read = this.in.read(); read != '\n'; read = this.in.read()) {
			if (read == -1) {
				throw new EOFException("The connection ended before the answer did");
			}
			line.write(read);
		}
		return line.toString(StandardCharsets.ISO_8859_1).trim();
	}

}
