package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the docs, as far as Markdown is used there.
 *
 * @param path where it is, from the root of the project
 * @param lines its lines
 */
record Document(Path path, List<String> lines) {

	static final Path ROOT = Path.of("..");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	static List<Document> all() {
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "sample-app/README.md")
					.map(ROOT::resolve)
					.filter(Files::exists), docs.filter((file) -> file.toString().endsWith(".md")).sorted())
				.map(Document::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Document of(String path) {
		return read(ROOT.resolve(path));
	}

	private static Document read(Path file) {
		try {
			return new Document(ROOT.relativize(file), Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The blocks of code, fenced or indented.
	 * @return the blocks from top to bottom
	 */
	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		String heading = "";
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i);
			int end = i;
			if (line.startsWith("```")) {
				end = next(i + 1, (other) -> other.startsWith("```"));
				blocks.add(block(heading, line.substring(3).strip(), i + 1, end, 0));
			}
			else if (line.startsWith("    ") && i > 0 && this.lines.get(i - 1).isBlank()) {
				end = next(i, (other) -> !other.startsWith("    ")) - 1;
				blocks.add(block(heading, "sh", i, end + 1, 4));
			}
			else if (line.startsWith("#")) {
				heading = line.replaceFirst("#+ ", "");
			}
			i = end;
		}
		return blocks;
	}

	private Block block(String heading, String kind, int from, int to, int indent) {
		List<String> text = this.lines.subList(from, to).stream().map((line) -> line.substring(indent)).toList();
		return new Block(this.path + ":" + (from + 1), heading, kind, text);
	}

	private int next(int from, Predicate<String> found) {
		int i = from;
		while (i < this.lines.size() && !found.test(this.lines.get(i))) {
			i++;
		}
		return i;
	}

	/**
	 * The lines that are no code.
	 * @return the lines, with their numbers in front
	 */
	List<String> prose() {
		List<String> prose = new ArrayList<>();
		boolean code = false;
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i);
			boolean fence = line.startsWith("```");
			boolean indented = line.startsWith("    ") && i > 0 && this.lines.get(i - 1).isBlank();
			if (!fence && !code && !indented) {
				prose.add(line);
			}
			code ^= fence;
		}
		return prose;
	}

	/**
	 * What is set in code within the prose.
	 * @return the texts between back ticks
	 */
	List<String> codeSpans() {
		return prose().stream().flatMap((line) -> CODE.matcher(line).results()).map((match) -> match.group(1)).toList();
	}

	/**
	 * The anchors of the headings, as GitHub makes them.
	 * @return the anchors
	 */
	List<String> anchors() {
		return prose().stream()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-'))
			.toList();
	}

	/**
	 * The targets of the links.
	 * @return the targets
	 */
	List<String> links() {
		Pattern link = Pattern.compile("\\[[^\\]]*\\]\\(([^)]+)\\)");
		return prose().stream().flatMap((line) -> link.matcher(line).results()).map((match) -> match.group(1)).toList();
	}

	/**
	 * The tables.
	 * @return the tables from top to bottom
	 */
	List<Table> tables() {
		List<Table> tables = new ArrayList<>();
		List<List<String>> rows = new ArrayList<>();
		String heading = "";
		for (String line : prose()) {
			if (line.startsWith("|")) {
				rows.add(Table.cells(line));
			}
			else if (!rows.isEmpty()) {
				tables.add(Table.of(this.path.toString(), heading, rows));
				rows = new ArrayList<>();
			}
			if (line.startsWith("#")) {
				heading = line.replaceFirst("#+ ", "");
			}
		}
		if (!rows.isEmpty()) {
			tables.add(Table.of(this.path.toString(), heading, rows));
		}
		return tables;
	}

	/**
	 * The table below a heading.
	 * @param heading the heading
	 * @return the first table there
	 */
	Table table(String heading) {
		return tables().stream()
			.filter((table) -> table.heading().equals(heading))
			.findFirst()
			.orElseThrow(() -> new AssertionError(this.path + " has no table below '" + heading + "'"));
	}

	/**
	 * The text below a heading, up to the next of any level.
	 * @param heading the heading
	 * @return the lines
	 */
	List<String> section(String heading) {
		int from = next(0, (line) -> line.replaceFirst("#+ ", "").equals(heading) && line.startsWith("#")) + 1;
		return this.lines.subList(from, next(from, (line) -> line.startsWith("#")));
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
