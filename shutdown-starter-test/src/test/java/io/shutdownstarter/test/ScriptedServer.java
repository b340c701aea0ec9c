package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of raw bytes: for each connection it plays one script, which for each request
 * says what is answered. {@code FIN} and {@code RST} end the connection.
 */
final class ScriptedServer implements AutoCloseable {

	static final String FIN = "FIN";

	static final String RST = "RST";

	static final String HANG = "HANG";

	static final String HEAD_ONLY = "HEAD_ONLY";

	private final ServerSocket listener;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	ScriptedServer(List<List<String>> scripts) throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> play(scripts), "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	static String answer(int status, String body, String... headers) {
		return "HTTP/1.1 " + status + " Some\r\nContent-Length: " + body.length() + "\r\n"
				+ String.join("", List.of(headers).stream().map((header) -> header + "\r\n").toList()) + "\r\n" + body;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	List<String> heads() {
		return this.heads;
	}

	private void play(List<List<String>> scripts) {
		for (List<String> script : scripts) {
			try {
				play(this.listener.accept(), script);
			}
			catch (IOException ex) {
				this.heads.add("gave up: " + ex);
			}
		}
	}

	private void play(Socket socket, List<String> script) throws IOException {
		this.open.add(socket);
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
		for (String step : script) {
			switch (step) {
				case FIN -> socket.close();
				case RST -> {
					socket.setSoLinger(true, 0);
					socket.close();
				}
				case HANG -> readRequest(reader);
				case HEAD_ONLY -> readHead(reader);
				default -> {
					readRequest(reader);
					socket.getOutputStream().write(step.getBytes(StandardCharsets.ISO_8859_1));
				}
			}
		}
	}

	private void readRequest(BufferedReader reader) throws IOException {
		int length = readHead(reader);
		for (int i = 0; i < length; i++) {
			reader.read();
		}
	}

	private int readHead(BufferedReader reader) throws IOException {
		List<String> head = new ArrayList<>();
		int length = 0;
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			head.add(line);
			if (line.startsWith("Content-Length: ")) {
				length = Integer.parseInt(line.substring(16));
			}
		}
		this.heads.add(String.join("\n", head));
		return length;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.open) {
			socket.close();
		}
	}

}
