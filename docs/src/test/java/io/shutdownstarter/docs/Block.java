package io.shutdownstarter.docs;

import java.util.List;

/**
 * A block of code in a page.
 *
 * @param place the page and the line
 * @param heading the heading above it
 * @param language what the fence says it is; an indented block is a command
 * @param lines its lines
 */
record Block(String place, String heading, String language, List<String> lines) {

	static List<Block> all() {
		return Document.all().stream().flatMap((document) -> document.blocks().stream()).toList();
	}

	static List<Block> of(String... languages) {
		return all().stream().filter((block) -> List.of(languages).contains(block.language())).toList();
	}

	String text() {
		return String.join("\n", this.lines) + "\n";
	}

	@Override
	public String toString() {
		return this.place;
	}

}
