package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table of what HTTP/2 clients see on each line of Spring Boot: a row for a stack and
 * a server, a column for a line. What is not measured says so; nothing of another version
 * than that of the line's project is kept.
 *
 * @param file the page
 */
record Http2Page(Path file) {

	static final String TABLE = "http2";

	/**
	 * Of a server that the line does not have.
	 */
	static final String NO_SUCH = "–";

	private static final String STACK = "stack";

	private static final String SERVER = "server";

	/**
	 * The names of the columns.
	 * @return stack and server, and the lines by their versions
	 */
	static List<String> columns() {
		return Stream.concat(Stream.of(STACK, SERVER), BootLine.all().stream().map(BootLine::version)).toList();
	}

	/**
	 * What a row begins with: a stack with a server of any line.
	 * @return stack and server of each row
	 */
	static List<List<String>> kinds() {
		return CompatibilityCell.all().stream().map((cell) -> List.of(cell.stack(), cell.server())).distinct().toList();
	}

	/**
	 * Replaces what is said of one cell, and leaves all others.
	 * @param cell the cell
	 * @param text what is said of it
	 */
	void replace(CompatibilityCell cell, String text) {
		List<String> rows = new ArrayList<>();
		for (List<String> kind : kinds()) {
			List<String> row = new ArrayList<>(List.of(kind.get(0), CompatibilityCell.title(kind.get(1))));
			for (BootLine line : BootLine.all()) {
				CompatibilityCell other = new CompatibilityCell(line, kind.get(0), kind.get(1));
				row.add(other.equals(cell) ? text : text(other));
			}
			rows.add(MarkedTable.row(row));
		}
		new MarkedTable(this.file, TABLE).replace(columns(), rows);
	}

	/**
	 * What is said of a cell.
	 * @param cell the cell
	 * @return the text
	 */
	String text(CompatibilityCell cell) {
		if (!CompatibilityCell.all().contains(cell)) {
			return NO_SUCH;
		}
		return rows().stream()
			.filter((row) -> cell.stack().equals(row.get(STACK)))
			.filter((row) -> CompatibilityCell.title(cell.server()).equals(row.get(SERVER)))
			.map((row) -> row.getOrDefault(cell.line().version(), CompatibilityPage.NOT_MEASURED))
			.findFirst()
			.orElse(CompatibilityPage.NOT_MEASURED);
	}

	private List<Map<String, String>> rows() {
		List<List<String>> lines = new MarkedTable(this.file, TABLE).lines()
			.stream()
			.filter((line) -> line.startsWith("|"))
			.map(Table::cells)
			.toList();
		return (lines.size() > 2) ? Table.of(this.file.toString(), TABLE, lines).rows() : List.of();
	}

}
