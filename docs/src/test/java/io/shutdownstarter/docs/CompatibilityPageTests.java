package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the page with the matrix, and for how it is written.
 */
class CompatibilityPageTests {

	private static final Document PAGE = Document.of("docs/compatibility.md");

	private static final String FIGURES = "\\d+ / 0 / \\d+ / \\d+\\.\\d";

	@TempDir
	private Path directory;

	static Stream<Map<String, String>> rows() {
		return PAGE.table("The matrix").rows().stream();
	}

	@Test
	void thePageHasARowForWhatTheProjectsCanBeBuiltWithAndNoOther() {
		assertThat(PAGE.table("The matrix").columns()).isEqualTo(CompatibilityPage.COLUMNS);
		assertThat(rows().map(CompatibilityPageTests::key))
			.isEqualTo(CompatibilityCell.all().stream().map(CompatibilityCell::beginning).toList());
	}

	private static String key(Map<String, String> row) {
		return "| %s | %s | %s".formatted(row.get("Boot"), row.get("stack"),
				String.valueOf(row.get("server")).replaceFirst(" .*", ""));
	}

	@ParameterizedTest
	@MethodSource("rows")
	void aRowSaysPassedOnlyIfBothRunsLostNothing(Map<String, String> row) {
		if (CompatibilityRun.PASSED.equals(row.get("result"))) {
			assertThat(row.get(CompatibilityPage.HOOK)).matches(FIGURES);
			assertThat(row.get(CompatibilityPage.SIGTERM)).matches(FIGURES);
			assertThat(row.get("server")).matches("\\w+ \\d+\\.\\d+\\.\\d+.*");
			assertThat(row.get("JDK")).isNotEmpty();
			assertThat(row.get("date")).matches("\\d{4}-\\d\\d-\\d\\d");
		}
	}

	@Test
	void aRowThatFailedIsAnExceptionWithItsReasonAndItsTest() {
		List<Map<String, String>> exceptions = PAGE.tables()
			.stream()
			.filter((table) -> table.heading().equals("Exceptions"))
			.flatMap((table) -> table.rows().stream())
			.toList();
		assertThat(exceptions).allSatisfy((row) -> {
			assertThat(row.get("reason")).isNotEmpty();
			assertThat(row.get("test")).matches("\\[.+]\\(.+\\.java\\).*");
		});
		assertThat(exceptions.stream().map(CompatibilityPageTests::key))
			.containsExactlyInAnyOrderElementsOf(rows().filter(CompatibilityPageTests::mustHavePassed)
				.filter((row) -> !CompatibilityRun.PASSED.equals(row.get("result")))
				.map(CompatibilityPageTests::key)
				.toList());
	}

	@Test
	void whatCannotBeDoneInOtherTrafficHasItsReasonAndItsTestOrSaysThatThereIsNone() {
		List<Map<String, String>> exceptions = PAGE.tables()
			.stream()
			.filter((table) -> table.heading().equals("In other traffic"))
			.flatMap((table) -> table.rows().stream())
			.toList();
		assertThat(exceptions).isNotEmpty().allSatisfy((row) -> {
			assertThat(row.get("reason")).isNotEmpty();
			assertThat(row.get("test")).matches("\\[.+]\\(.+\\).*|none: .+");
		});
	}

	private static boolean mustHavePassed(Map<String, String> row) {
		return !CompatibilityPage.NOT_MEASURED.equals(row.get("result")) && BootLine.all()
			.stream()
			.filter(BootLine::isMilestone)
			.noneMatch((line) -> line.version().equals(row.get("Boot")));
	}

	@Test
	void theLinesAreThoseOfTheProjectsWithTheirServers() {
		assertThat(PAGE.table("What is supported").rows().stream().map((row) -> List.copyOf(row.values())))
			.isEqualTo(BootLine.all()
				.stream()
				.map((line) -> List.of(line.name() + (line.isMilestone() ? " (milestone)" : ""),
						titles(line.servers("servlet")), titles(line.servers("reactive"))))
				.toList());
	}

	private static String titles(List<String> servers) {
		return String.join(", ", servers.stream().map(CompatibilityCell::title).toList());
	}

	@Test
	void aRowReplacesItsOwnAndNoOther() throws IOException {
		Path file = this.directory.resolve("page.md");
		Files.writeString(file,
				"before\n<!-- matrix -->\n| 0.8.0 | servlet | Tomcat |\n<!-- end of matrix -->\nafter\n");
		CompatibilityPage page = new CompatibilityPage(file);
		List<CompatibilityCell> cells = CompatibilityCell.all();
		CompatibilityRun passed = new CompatibilityRun("passed", 1000, 0, 2, Duration.ofMillis(6540));

		page.replace(cells.get(0), row(cells.get(0), passed));
		page.replace(cells.get(1), row(cells.get(1), passed));
		page.replace(cells.get(1), row(cells.get(1), new CompatibilityRun("lost", 1000, 3, 3, Duration.ofMillis(200))));

		assertThat(Files.readString(file)).startsWith("before\n")
			.endsWith("after\n")
			.doesNotContain("0.8.0")
			.contains(
					cells.get(0).beginning()
							+ " 1.2.3 | 17.0.1 | 1000 / 0 / 2 / 6.5 | 1000 / 0 / 2 / 6.5 | passed | 2026-11-23 |",
					cells.get(1).beginning()
							+ " 1.2.3 | 17.0.1 | 1000 / 3 / 3 / 0.2 | 1000 / 3 / 3 / 0.2 | hook: lost, bare SIGTERM: lost | 2026-11-23 |",
					cells.get(2).beginning() + " | | | | not measured | |");
	}

	private static String row(CompatibilityCell cell, CompatibilityRun run) {
		return new CompatibilityResult(cell, CompatibilityCell.title(cell.server()) + " 1.2.3", run, run).row("17.0.1",
				LocalDate.of(2026, 11, 23));
	}

	@Test
	void wordsThatNoRowHasAreRefused() {
		assertThat(CompatibilityCell.with(List.of("3.5", "jetty"))).hasSize(2);
		assertThatIllegalArgumentException().isThrownBy(() -> CompatibilityCell.with(List.of("3.5", "jety")));
	}

}
