package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The page with the matrix. A row that is not measured says so; one of another version
 * than that of the project is not kept.
 *
 * @param file the page
 */
record CompatibilityPage(Path file) {

	static final String BEGIN = "<!-- matrix -->\n";

	static final String END = "<!-- end of matrix -->\n";

	static final String NOT_MEASURED = "not measured";

	static final String HOOK = "hook: requests / lost / lost without re-try / s";

	static final String SIGTERM = "bare SIGTERM: the same";

	static final List<String> COLUMNS = List.of("Boot", "stack", "server", "JDK", HOOK, SIGTERM, "result", "date");

	/**
	 * Replaces the row of one cell, and leaves all others.
	 * @param cell the cell
	 * @param row its row
	 */
	void replace(CompatibilityCell cell, String row) {
		String text = text();
		int from = text.indexOf(BEGIN) + BEGIN.length();
		int to = text.indexOf(END);
		if (from < BEGIN.length() || to < from) {
			throw new IllegalArgumentException(this.file + " has no line " + BEGIN.strip() + " or " + END.strip());
		}
		List<String> before = text.substring(from, to).lines().toList();
		List<String> rows = new ArrayList<>();
		rows.add("| " + String.join(" | ", COLUMNS) + " |");
		rows.add("|" + String.join("|", Collections.nCopies(COLUMNS.size(), "---")) + "|");
		for (CompatibilityCell other : CompatibilityCell.all()) {
			rows.add(other.equals(cell) ? row : kept(before, other));
		}
		write(text.substring(0, from) + "\n" + String.join("\n", rows) + "\n\n" + text.substring(to));
	}

	private static String kept(List<String> before, CompatibilityCell cell) {
		return before.stream()
			.filter((line) -> line.startsWith(cell.beginning()))
			.findFirst()
			.orElseGet(() -> withoutFigures(cell, NOT_MEASURED));
	}

	/**
	 * A row that has a result and nothing else.
	 * @param cell the cell
	 * @param result the result
	 * @return the row
	 */
	static String withoutFigures(CompatibilityCell cell, String result) {
		return cell.beginning() + " | | | | " + result + " | |";
	}

	private String text() {
		try {
			return Files.readString(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be read", ex);
		}
	}

	private void write(String text) {
		try {
			Files.writeString(this.file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be written", ex);
		}
	}

}
