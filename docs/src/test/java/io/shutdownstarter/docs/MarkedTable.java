package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table between two marks in a page, which is written by a program.
 *
 * @param page the page
 * @param name the name that the marks have
 */
record MarkedTable(Path page, String name) {

	/**
	 * What is between the marks.
	 * @return the lines
	 */
	List<String> lines() {
		String text = text();
		return text.substring(begin(text), end(text)).lines().toList();
	}

	/**
	 * Replaces the whole table.
	 * @param columns the names of the columns
	 * @param rows the lines below them
	 */
	void replace(List<String> columns, List<String> rows) {
		List<String> table = new ArrayList<>();
		table.add(row(columns));
		table.add("|" + String.join("|", Collections.nCopies(columns.size(), "---")) + "|");
		table.addAll(rows);
		String text = text();
		write(text.substring(0, begin(text)) + "\n" + String.join("\n", table) + "\n\n" + text.substring(end(text)));
	}

	static String row(List<String> cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

	private int begin(String text) {
		String mark = "<!-- " + this.name + " -->\n";
		return find(text, mark) + mark.length();
	}

	private int end(String text) {
		return find(text, "<!-- end of " + this.name + " -->\n");
	}

	private int find(String text, String mark) {
		int found = text.indexOf(mark);
		if (found < 0) {
			throw new IllegalArgumentException(this.page + " has no line " + mark.strip());
		}
		return found;
	}

	private String text() {
		try {
			return Files.readString(this.page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be read", ex);
		}
	}

	private void write(String text) {
		try {
			Files.writeString(this.page, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be written", ex);
		}
	}

}
