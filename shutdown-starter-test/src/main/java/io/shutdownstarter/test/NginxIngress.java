package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx. A change of the endpoints is a new file and a reload, as ingress controllers
 * without Lua do it.
 */
final class NginxIngress implements Ingress {

	// Kept connections, limits of bodies and buffering as ingress-nginx has them by
	// default; no time limit but that of a connect: the clients have theirs.
	private static final String CONFIGURATION = """
			daemon off;
			worker_processes 1;
			%3$s
			pid nginx.pid;
			error_log error.log notice;
			events { worker_connections 4096; }
			http {
			  client_body_temp_path bodies;
			  proxy_temp_path answers;
			  fastcgi_temp_path unused;
			  uwsgi_temp_path unused;
			  scgi_temp_path unused;
			  map $upstream_header_time $rehearsal_answer { default $upstream_status; "" "-"; "-" "-"; }
			  map $upstream_connect_time $rehearsal_state { default "H"; "" "C"; "-" "C"; }
			  map $upstream_addr $rehearsal_pod { default $upstream_addr; "" "-"; }
			  log_format rehearsal '%2$s$http_x_rehearsal_id $rehearsal_pod $rehearsal_answer $rehearsal_state';
			  access_log requests.log rehearsal;
			  include pods.conf;
			  server {
			    listen 127.0.0.1:%1$d;
			    client_max_body_size 0;
			    client_body_timeout 24h;
			    send_timeout 24h;
			    proxy_connect_timeout 5s;
			    proxy_read_timeout 24h;
			    proxy_send_timeout 24h;
			    proxy_buffering off;
			    proxy_next_upstream off;
			    proxy_http_version 1.1;
			    proxy_set_header Connection "";
			    proxy_set_header Host $http_host;
			    proxy_set_header X-Forwarded-For $remote_addr;
			    location / { include route.conf; }
			  }
			}
			""";

	private static final String DRAINING = "gracefully shutting down";

	private final int port = Ports.free();

	private final Path directory;

	private final List<String> command;

	private final Path errors;

	private final IngressProcess process;

	private NginxIngress(Path directory, String program) throws IOException {
		this.directory = directory;
		this.errors = directory.resolve("error.log");
		this.command = List.of(program, "-p", ".", "-e", "error.log", "-c", "nginx.conf");
		Path pid = directory.resolve("nginx.pid");
		for (Path file : List.of(log(), this.errors, pid)) {
			Files.deleteIfExists(file);
		}
		// workers of root's would be another user, who must not see the run's directory
		String user = "root".equals(System.getProperty("user.name")) ? "user root root;" : "";
		Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(this.port, IngressLog.PREFIX, user));
		write(Set.of());
		this.process = IngressProcess.start(directory, directory.resolve("nginx.log"), this.port, this.command);
		// it can be asked to reload from then on
		this.process.await(() -> Files.exists(pid) && Files.size(pid) > 0);
	}

	static NginxIngress start(Path directory) throws IOException {
		String program = IngressProcess.find(Entry.NGINX, "nginx");
		return new NginxIngress(Files.createDirectories(directory.resolve("ingress")), program);
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public void route(Set<Endpoint> ready) {
		try {
			write(ready);
			reload();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("nginx could not be told of its endpoints", ex);
		}
	}

	private void write(Set<Endpoint> ready) throws IOException {
		String servers = ready.stream()
			.map((endpoint) -> "server 127.0.0.1:" + endpoint.port() + " max_fails=0;")
			.sorted()
			.collect(Collectors.joining("\n"));
		Files.writeString(this.directory.resolve("pods.conf"),
				ready.isEmpty() ? "" : "upstream pods {\n" + servers + "\nkeepalive 320;\n}\n");
		Files.writeString(this.directory.resolve("route.conf"),
				ready.isEmpty() ? "return 503;\n" : "proxy_pass http://pods;\n");
	}

	// The new worker accepts first; a tenth of a second later the old one is told to
	// stop, and says so.
	private void reload() throws IOException {
		long drained = draining();
		List<String> reload = Stream.concat(this.command.stream(), Stream.of("-s", "reload")).toList();
		new ProcessBuilder(reload).directory(this.directory.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.process.await(() -> draining() > drained);
	}

	private long draining() throws IOException {
		try (Stream<String> lines = Files.lines(this.errors)) {
			return lines.filter((line) -> line.contains(DRAINING)).count();
		}
	}

	@Override
	public Path log() {
		return this.directory.resolve("requests.log");
	}

	// It logs whatever it has read.
	@Override
	public Attempt unlogged(Attempt attempt, List<Deletion> deletions) {
		return attempt.withFailure(LossCause.INGRESS_RELOADED, attempt.detail());
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
