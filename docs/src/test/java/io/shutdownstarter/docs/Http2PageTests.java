package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of what HTTP/2 clients see on each line, and for how it is written.
 */
class Http2PageTests {

	private static final Http2Page PAGE = new Http2Page(Document.ROOT.resolve("docs/compatibility.md"));

	@TempDir
	private Path directory;

	static Stream<CompatibilityCell> released() {
		return CompatibilityCell.all().stream().filter((cell) -> !cell.line().isMilestone());
	}

	@Test
	void thePageHasARowForEachStackAndServerAndAColumnForEachLine() {
		Table table = Document.of("docs/compatibility.md").table("HTTP/2 on each line");
		assertThat(table.columns()).isEqualTo(Http2Page.columns());
		assertThat(table.rows()
			.stream()
			.map((row) -> List.of(row.getOrDefault("stack", ""), row.getOrDefault("server", ""))))
			.isEqualTo(Http2Page.kinds()
				.stream()
				.map((kind) -> List.of(kind.get(0), CompatibilityCell.title(kind.get(1))))
				.toList());
	}

	@ParameterizedTest
	@MethodSource("released")
	void everyServerTellsItsClientsButUndertowAndNoTerminationLosesARequest(CompatibilityCell cell) {
		assertThat(PAGE.text(cell)).isIn(expected(cell), CompatibilityPage.NOT_MEASURED);
	}

	private static String expected(CompatibilityCell cell) {
		if (cell.server().equals("undertow")) {
			return cell.stack().equals("reactive") ? Http2Termination.LOSES_ANYWAY : "not told, 0 lost";
		}
		return "GOAWAY for all streams, 0 lost";
	}

	@Test
	void aCellReplacesItsOwnAndNoOther() throws IOException {
		Path file = this.directory.resolve("page.md");
		Files.writeString(file, "before\n<!-- http2 -->\n<!-- end of http2 -->\nafter\n");
		Http2Page page = new Http2Page(file);
		List<CompatibilityCell> cells = CompatibilityCell.all();

		page.replace(cells.get(0), "one");
		page.replace(cells.get(1), "two");
		page.replace(cells.get(0), "three");

		assertThat(Files.readString(file)).startsWith("before\n").endsWith("after\n").doesNotContain("one");
		assertThat(page.text(cells.get(0))).isEqualTo("three");
		assertThat(page.text(cells.get(1))).isEqualTo("two");
		assertThat(page.text(cells.get(2))).isEqualTo(CompatibilityPage.NOT_MEASURED);
		assertThat(page.text(new CompatibilityCell(BootLine.of("4.1"), "servlet", "undertow")))
			.isEqualTo(Http2Page.NO_SUCH);
	}

}
