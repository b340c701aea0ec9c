package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * HAProxy. Servers have places in its configuration, and get their addresses by the
 * runtime API, as its ingress controllers do. Servers that are added at run time would do
 * without places, but keep no connections (2.6).
 */
final class HaproxyIngress implements Ingress {

	// Each pod of a rehearsal has a place of its own, so that an address never changes.
	private static final int PLACES = 250;

	// No time limit but that of a connect, which is the controllers' own: the clients
	// have theirs.
	private static final String CONFIGURATION = """
			global
			  log stdout format raw local0
			  nbthread 1
			  stats socket 127.0.0.1:%2$d level admin
			defaults
			  mode http
			  log global
			  retries 0
			  option forwardfor
			  timeout connect 5s
			  timeout client 24h
			  timeout server 24h
			frontend entry
			  bind 127.0.0.1:%1$d
			  capture request header X-Rehearsal-Id len 64
			  http-response set-var(txn.answer) status
			  log-format "%3$s%%[capture.req.hdr(0)] %%sp %%[var(txn.answer)] %%ts"
			  default_backend pods
			backend pods
			  balance roundrobin
			  server-template pod 1-%4$d 127.0.0.1:1 disabled
			""";

	private final int port;

	private final int adminPort;

	private final Path log;

	private final IngressProcess process;

	private final Map<Endpoint, String> places = new LinkedHashMap<>();

	private HaproxyIngress(Path directory, String program) throws IOException {
		this.port = Ports.free();
		this.adminPort = Ports.free();
		this.log = directory.resolve("haproxy.log");
		Files.writeString(directory.resolve("haproxy.cfg"),
				CONFIGURATION.formatted(this.port, this.adminPort, IngressLog.PREFIX, PLACES));
		this.process = IngressProcess.start(directory, this.log, this.port,
				List.of(program, "-db", "-f", "haproxy.cfg"));
	}

	static HaproxyIngress start(Path directory) throws IOException {
		String program = IngressProcess.find(Entry.HAPROXY, "haproxy");
		return new HaproxyIngress(Files.createDirectories(directory.resolve("ingress")), program);
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public void route(Set<Endpoint> ready) {
		ready.forEach((endpoint) -> this.places.computeIfAbsent(endpoint, this::place));
		this.places.forEach((endpoint, place) -> command(
				"set server pods/" + place + " state " + (ready.contains(endpoint) ? "ready" : "maint")));
	}

	private String place(Endpoint endpoint) {
		String place = "pod" + (this.places.size() + 1);
		Assert.state(this.places.size() < PLACES, () -> "The ingress has no more than " + PLACES + " places for pods");
		send("set server pods/" + place + " addr 127.0.0.1 port " + endpoint.port());
		return place;
	}

	private void command(String command) {
		String answer = send(command);
		Assert.state(answer.isBlank(), () -> "HAProxy answered '" + command + "' with: " + answer.strip());
	}

	private String send(String command) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.adminPort)) {
			socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("HAProxy could not be told '" + command + "'", ex);
		}
	}

	@Override
	public Path log() {
		return this.log;
	}

	// It closes a kept connection without a word, in its log too, when the connection to
	// the pod ends: the client is to re-try. Only pods that are being ended close theirs.
	@Override
	public Attempt unlogged(Attempt attempt, List<Deletion> deletions) {
		List<String> ending = deletions.stream()
			.filter((deletion) -> deletion.wasEnding(attempt.endedNanos()))
			.map(Deletion::pod)
			.toList();
		return (ending.size() == 1) ? attempt.withPod(ending.get(0)) : attempt.withFailure(LossCause.BAD_GATEWAY,
				"HAProxy closed the kept connection: its connection to a pod had ended before an answer");
	}

	@Override
	public void await(IngressProcess.Condition condition) throws IOException {
		this.process.await(condition);
	}

	@Override
	public void close() {
		this.process.close();
	}

}
