package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts that the code makes its lines of. A line of the docs is right if it is made
 * of whole texts, with values in between.
 */
final class LogTexts {

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

	private static final Pattern PLACEHOLDER = Pattern.compile("%[a-z]");

	/**
	 * What stands for a value: a number, seconds, what is requested, a placeholder.
	 */
	private static final Pattern VALUE = Pattern
		.compile("[\\d.]+|\\d[\\d.]* s|(?:GET|PUT|POST) /\\S*[^\\s,.:;)]|/[\\w/-]+|<[a-z ]+>");

	private final Set<String> texts = new TreeSet<>();

	LogTexts(Path sources) {
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter((file) -> file.toString().endsWith(".java")).forEach(this::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(Path file) {
		try {
			// literals that are only broken over lines are one
			String source = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
			LITERAL.matcher(source).results().map((match) -> match.group(1)).forEach(this::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void add(String literal) {
		for (String text : PLACEHOLDER.split(literal.replace("\\\"", "\"").replace("\\n", "").replace("\\t", "\t"),
				-1)) {
			if (!text.isEmpty()) {
				this.texts.add(text);
			}
		}
	}

	/**
	 * How much of a line the code can have written.
	 * @param line the line
	 * @return the number of characters from its beginning; its length if it is right
	 */
	int reach(String line) {
		return reached(line).length() - 1;
	}

	/**
	 * Whether a line that the code writes can begin so.
	 * @param beginning the beginning of a line
	 * @return whether it may end in the middle of a text
	 */
	boolean canBegin(String beginning) {
		return reached(beginning).stream()
			.mapToObj(beginning::substring)
			.anyMatch((rest) -> this.texts.stream().anyMatch((text) -> text.startsWith(rest)));
	}

	// the places in which a text or a value may end
	private BitSet reached(String line) {
		BitSet reached = new BitSet();
		reached.set(0);
		for (int at = 0; at >= 0; at = reached.nextSetBit(at + 1)) {
			ends(line, at).forEach(reached::set);
		}
		return reached;
	}

	private List<Integer> ends(String line, int at) {
		List<Integer> ends = new ArrayList<>();
		for (String text : this.texts) {
			if (line.startsWith(text, at)) {
				ends.add(at + text.length());
			}
		}
		Matcher value = VALUE.matcher(line).region(at, line.length());
		for (int end = at + 1; end <= line.length() && end <= at + 80; end++) {
			if (value.region(at, end).matches()) {
				ends.add(end);
			}
		}
		return ends;
	}

}
