package io.shutdownstarter.docs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table in a page.
 *
 * @param page the page
 * @param heading the heading above it
 * @param columns the names of its columns
 * @param rows its rows by the names of the columns
 */
record Table(String page, String heading, List<String> columns, List<Map<String, String>> rows) {

	static List<String> cells(String line) {
		return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
			.map(String::strip)
			.toList();
	}

	static Table of(String page, String heading, List<List<String>> lines) {
		List<String> columns = lines.get(0);
		List<Map<String, String>> rows = lines.subList(2, lines.size()).stream().map((cells) -> {
			Map<String, String> row = new LinkedHashMap<>();
			for (int i = 0; i < columns.size(); i++) {
				row.put(columns.get(i), (i < cells.size()) ? cells.get(i) : "");
			}
			return row;
		}).toList();
		return new Table(page, heading, columns, rows);
	}

	List<String> column(String name) {
		return this.rows.stream().map((row) -> row.getOrDefault(name, "")).toList();
	}

	/**
	 * Takes the back ticks off.
	 * @param cell a cell
	 * @return its text
	 */
	static String plain(String cell) {
		return cell.replace("`", "");
	}

}
