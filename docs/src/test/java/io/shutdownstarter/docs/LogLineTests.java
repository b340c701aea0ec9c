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

	private static final LogTexts VERDICT_TEXTS = new LogTexts(
			Document.ROOT.resolve("shutdown-starter-test/src/main/java/io/shutdownstarter/test"));

	/**
	 * What this page shows is printed by the rehearsal.
	 */
	private static final String REHEARSAL = "docs/rehearsal.md";

	/**
	 * The drawing of the sequence is no log.
	 */
	private static final String DRAWING = "2. The sequence";

	static Stream<String> lines() {
		return blocks(false).filter((block) -> !block.heading().equals(DRAWING))
			.flatMap((block) -> block.lines().stream())
			.filter((line) -> !line.startsWith("\tat "));
	}

	static Stream<String> verdictLines() {
		return blocks(true).flatMap((block) -> block.lines().stream());
	}

	private static Stream<Block> blocks(boolean ofTheRehearsal) {
		return Block.of("text").stream().filter((block) -> block.place().startsWith(REHEARSAL) == ofTheRehearsal);
	}

	@ParameterizedTest
	@MethodSource("lines")
	void theCodeWritesTheLine(String line) {
		assertThat(line.substring(0, TEXTS.reach(line))).as("what the code can write of it").isEqualTo(line);
	}

	@ParameterizedTest
	@MethodSource("verdictLines")
	void theRehearsalPrintsTheLine(String line) {
		assertThat(line.substring(0, VERDICT_TEXTS.reach(line))).as("what the rehearsal can print of it")
			.isEqualTo(line);
	}

	@Test
	void aLineThatTheCodeDoesNotWriteIsFound() {
		assertThat(TEXTS.reach("SIGTERM came without the pre-stop hook")).isLessThan(25);
		assertThat(VERDICT_TEXTS.reach("LOST: 3 of 10 answers were lost")).isLessThan(17);
	}

	@Test
	void theTableOfLinesToSearchForHasLinesOfTheCode() {
		List<String> texts = Document.of("docs/reference.md").table("Log lines").column("search for");
		assertThat(texts).isNotEmpty().map(Table::plain).allMatch(TEXTS::canBegin);
	}

}
