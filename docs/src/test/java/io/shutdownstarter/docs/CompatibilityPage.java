package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page with the matrix. A row that is not measured says so; one of another version
 * than that of the project is not kept.
 *
 * @param file the page
 */
record CompatibilityPage(Path file) {

	static final String TABLE = "matrix";

	static final String NOT_MEASURED = "not measured";

	static final String COULD_NOT_BE_RUN = "could not be run";

	static final String HOOK = "hook: requests / lost / lost without re-try / s";

	static final String SIGTERM = "bare SIGTERM: the same";

	static final List<String> COLUMNS = List.of("Boot", "stack", "server", "JDK", HOOK, SIGTERM, "result", "date");

	/**
	 * Replaces the row of one cell, and leaves all others.
	 * @param cell the cell
	 * @param row its row
	 */
	void replace(CompatibilityCell cell, String row) {
		MarkedTable table = new MarkedTable(this.file, TABLE);
		List<String> before = table.lines();
		List<String> rows = new ArrayList<>();
		for (CompatibilityCell other : CompatibilityCell.all()) {
			rows.add(other.equals(cell) ? row : kept(before, other));
		}
		table.replace(COLUMNS, rows);
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

}
