package io.shutdownstarter.docs;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for lines of the log: the code writes them, word for word.
 */
class LogLineTests {

	private static final LogTexts TEXTS = new LogTexts(
			Document.ROOT.resolve("shutdown-starter/src/main/java/io/shutdownstarter"));

	/**
	 * The drawing of the sequence is no log.
	 */
	private static final String DRAWING = "2. The sequence";

	static Stream<String> lines() {
		return Block.of("text")
			.stream()
			.filter((block) -> !block.heading().equals(DRAWING))
			.flatMap((block) -> block.lines().stream())
			.filter((line) -> !line.startsWith("\tat "));
	}

	@ParameterizedTest
	@MethodSource("lines")
	void theCodeWritesTheLine(String line) {
		assertThat(line.substring(0, TEXTS.reach(line))).as("what the code can write of it").isEqualTo(line);
	}

	@Test
	void aLineThatTheCodeDoesNotWriteIsFound() {
		assertThat(TEXTS.reach("SIGTERM came without the pre-stop hook")).isLessThan(25);
	}

	@Test
	void theTableOfLinesToSearchForHasLinesOfTheCode() {
		List<String> texts = Document.of("docs/reference.md").table("Log lines").column("search for");
		assertThat(texts).isNotEmpty().map(Table::plain).allMatch(TEXTS::canBegin);
	}

}
