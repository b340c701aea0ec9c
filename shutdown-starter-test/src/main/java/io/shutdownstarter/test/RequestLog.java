package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The request log of the server that a pod runs on. Each server has properties of its own
 * (the same in Spring Boot 3.4 to 4.2) and overlooks those of the others; all write the
 * same line: the request's id, the status, the method.
 */
final class RequestLog implements ServedLog {

	private static final List<String> TOMCAT = properties("tomcat", "directory={accessLogDir}", "buffered=false",
			"rotate=false", "pattern=%{X-Rehearsal-Id}i %s %m %B %D %X");

	// a container that is restarted goes on in the same file
	private static final List<String> JETTY = properties("jetty", "filename={accessLogDir}/access_log.log",
			"append=true", "custom-format=%{X-Rehearsal-Id}i %s %m %O %D");

	private static final List<String> UNDERTOW = properties("undertow", "dir={accessLogDir}", "rotate=false",
			"pattern=%{i,X-Rehearsal-Id} %s %m %B");

	private static List<String> properties(String server, String... properties) {
		String prefix = "--server." + server + ".accesslog.";
		return Stream.concat(Stream.of("enabled=true"), Stream.of(properties))
			.map((property) -> prefix + property)
			.toList();
	}

	@Override
	public List<String> arguments() {
		return Stream.of(TOMCAT, JETTY, UNDERTOW).flatMap(List::stream).toList();
	}

	// All of these servers have written a file by the time the pod has answered a probe.
	@Override
	public @Nullable List<ServedRequest> read(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			return null;
		}
		// one for the application, and one for the management port
		try (Stream<Path> files = Files.list(directory)) {
			List<Path> logs = files.toList();
			List<ServedRequest> served = new ArrayList<>();
			for (Path log : logs) {
				served.addAll(lines(log));
			}
			return logs.isEmpty() ? null : served;
		}
	}

	private static List<ServedRequest> lines(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			// a request without an id (a probe, a hook) has a dash; of the last line a
			// pod
			// that is killed may leave no more than the beginning
			return lines.filter((line) -> !line.startsWith("-"))
				.map((line) -> line.split(" ", 3))
				.filter((fields) -> fields.length == 3)
				.map((fields) -> new ServedRequest(fields[0], Integer.parseInt(fields[1])))
				.toList();
		}
	}

}
