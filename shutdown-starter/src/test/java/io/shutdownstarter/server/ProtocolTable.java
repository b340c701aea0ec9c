package io.shutdownstarter.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of protocols in {@code docs/compatibility.md}: each test compares the row
 * that it has measured, or writes it with {@code -Dcompatibility.page=<file>}.
 */
final class ProtocolTable {

	private static final String BEGIN = "<!-- protocols -->";

	private static final String END = "<!-- end of protocols -->";

	private static final List<String> HEAD = List.of(
			"| server | protocol | told at the first signal | in flight then | late requests | idle connection |",
			"|---|---|---|---|---|---|");

	/** Behind the measured servers: Boot 4 cannot start it, so no termination is. */
	private static final String UNDERTOW = "Undertow (Boot 3)";

	private static final String NOT_MEASURED = "not measured";

	private ProtocolTable() {
	}

	static void check(ProtocolCase measured, String... cells) throws IOException {
		check(measured.server().title, measured.protocol().title, cells);
	}

	/**
	 * Checks the row of which only the effect of a GOAWAY is measured.
	 * @param goAway the effect, which is why nobody is told
	 * @throws IOException if the page cannot be read or written
	 */
	static void checkUndertow(String goAway) throws IOException {
		check(UNDERTOW, "HTTP/2", goAway, NOT_MEASURED, NOT_MEASURED, "not told");
	}

	/**
	 * The rows of the page.
	 * @return the server and the protocol of each
	 * @throws IOException if the page cannot be read
	 */
	static List<String> cases() throws IOException {
		return List.copyOf(rows(Files.readAllLines(page())).keySet());
	}

	static List<String> expectedCases() {
		return Stream
			.concat(ProtocolCase.all().stream().map((row) -> key(row.server().title, row.protocol().title)),
					Stream.of(key(UNDERTOW, "HTTP/2")))
			.toList();
	}

	private static void check(String server, String protocol, String... cells) throws IOException {
		String row = key(server, protocol) + " " + String.join(" | ", cells) + " |";
		String page = System.getProperty("compatibility.page");
		if (page != null) {
			write(Path.of(page), key(server, protocol), row);
		}
		else {
			assertThat(rows(Files.readAllLines(page()))).as("the table of protocols, written by -Dcompatibility.page")
				.containsEntry(key(server, protocol), row);
		}
	}

	private static Path page() {
		return Path.of(System.getProperty("compatibility.page", "../docs/compatibility.md"));
	}

	private static String key(String server, String protocol) {
		return "| %s | %s |".formatted(server, protocol);
	}

	private static Map<String, String> rows(List<String> lines) {
		Map<String, String> rows = new LinkedHashMap<>();
		lines.stream()
			.skip(1L + lines.indexOf(BEGIN))
			.takeWhile((line) -> !line.equals(END))
			.filter((line) -> line.startsWith("| ") && !HEAD.contains(line))
			.forEach((row) -> rows.put(row.substring(0, row.indexOf('|', row.indexOf('|', 1) + 1) + 1), row));
		return rows;
	}

	private static void write(Path page, String key, String row) throws IOException {
		List<String> lines = new ArrayList<>(Files.readAllLines(page));
		Map<String, String> rows = rows(lines);
		rows.put(key, row);
		int begin = lines.indexOf(BEGIN) + 1;
		int end = lines.indexOf(END);
		assertThat(begin).as("the markers of the table in %s", page).isPositive().isLessThanOrEqualTo(end);
		List<String> table = new ArrayList<>();
		table.add("");
		table.addAll(HEAD);
		expectedCases().stream().filter(rows::containsKey).map(rows::get).forEach(table::add);
		table.add("");
		lines.subList(begin, end).clear();
		lines.addAll(begin, table);
		Files.write(page, lines);
	}

}
