package io.shutdownstarter.docs;

import java.util.List;
import java.util.Locale;

/**
 * A line of Spring Boot with a web stack and a server of its: a row of the matrix.
 *
 * @param line the line
 * @param stack the web stack
 * @param server the server
 */
record CompatibilityCell(BootLine line, String stack, String server) {

	/**
	 * All that the projects can be built with.
	 * @return the cells, the oldest line first
	 */
	static List<CompatibilityCell> all() {
		return BootLine.all()
			.stream()
			.flatMap((line) -> line.stacks()
				.stream()
				.flatMap((stack) -> line.servers(stack)
					.stream()
					.map((server) -> new CompatibilityCell(line, stack, server))))
			.toList();
	}

	/**
	 * Those that have all of some words.
	 * @param words lines, stacks and servers, for example {@code 3.5} and {@code jetty};
	 * none means all cells
	 * @return the cells
	 * @throws IllegalArgumentException if there is none
	 */
	static List<CompatibilityCell> with(List<String> words) {
		List<CompatibilityCell> found = all().stream()
			.filter((cell) -> List.of(cell.line.name(), cell.stack, cell.server).containsAll(words))
			.toList();
		if (found.isEmpty()) {
			throw new IllegalArgumentException("Nothing is all of " + words);
		}
		return found;
	}

	/**
	 * A server as people write it.
	 * @param server the server
	 * @return for example {@code Jetty}
	 */
	static String title(String server) {
		return server.substring(0, 1).toUpperCase(Locale.ROOT) + server.substring(1);
	}

	/**
	 * What a row for it begins with, up to the server's version.
	 * @return the beginning
	 */
	String beginning() {
		return "| " + this.line.version() + " | " + this.stack + " | " + title(this.server);
	}

	@Override
	public String toString() {
		return "%s, %s on %s".formatted(this.line, this.stack, title(this.server));
	}

}
