package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tomcat's access log, written line by line.
 */
final class TomcatAccessLog implements ServedLog {

	private static final String PREFIX = "--server.tomcat.accesslog.";

	@Override
	public List<String> arguments() {
		return List.of(PREFIX + "enabled=true", PREFIX + "directory={accessLogDir}", PREFIX + "buffered=false",
				PREFIX + "rotate=false", PREFIX + "pattern=%{X-Rehearsal-Id}i %s %m %B %D %X");
	}

	@Override
	public List<ServedRequest> read(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			return List.of();
		}
		// one for the application, and one for the management port
		try (Stream<Path> files = Files.list(directory)) {
			List<ServedRequest> served = new ArrayList<>();
			for (Path file : files.toList()) {
				served.addAll(lines(file));
			}
			return served;
		}
	}

	private static List<ServedRequest> lines(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			// a request without an id (a probe, a hook) has a dash
			return lines.filter((line) -> !line.startsWith("-")).map(TomcatAccessLog::parse).toList();
		}
	}

	private static ServedRequest parse(String line) {
		String[] fields = line.split(" ", 3);
		if (fields.length < 3) {
			throw new IllegalStateException("'" + line + "' is not a line of the access log");
		}
		return new ServedRequest(fields[0], Integer.parseInt(fields[1]));
	}

}
