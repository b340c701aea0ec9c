package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the conformance cases: each has its row, the tests in the row are there and
 * carry its id, and no test that carries an id is missing.
 */
class ConformanceTests {

	private static final Document PAGE = Document.of("docs/conformance.md");

	/**
	 * The first case of each group, and behind them what would be the next.
	 */
	private static final int[] GROUPS = { 1, 13, 22, 31, 35, 43, 49, 52 };

	/**
	 * A link to a source, and the methods behind it.
	 */
	private static final Pattern SOURCE = Pattern.compile("\\[\\w+]\\((\\S+\\.java)\\)((?:,? `\\w+`)+)");

	private static final Pattern CARRIES_AN_ID = Pattern.compile("void [a-g]\\d\\d|\"[A-G]\\d+[,:]");

	private static final Map<Path, TestSource> SOURCES = new HashMap<>();

	static List<Map<String, String>> rows() {
		return PAGE.tables().stream().flatMap((table) -> table.rows().stream()).toList();
	}

	@Test
	void everyCaseHasItsRow() {
		assertThat(rows()).extracting((row) -> row.getOrDefault("case", "")).isEqualTo(cases());
		assertThat(rows()).allSatisfy((row) -> assertThat(row.getOrDefault("what must happen", "")).isNotEmpty());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void theTestsOfACaseCarryItsId(Map<String, String> row) {
		Map<String, List<String>> tests = tests(row.getOrDefault("tests", ""));
		if (tests.isEmpty()) {
			assertThat(row.getOrDefault("note", "")).as("why there is no test").startsWith("No test: ");
		}
		tests.forEach((file, methods) -> assertThat(methods)
			.allSatisfy((method) -> assertThat(casesOf(file, method)).as("the cases of %s in %s", method, file)
				.contains(row.getOrDefault("case", ""))));
	}

	@ParameterizedTest
	@MethodSource("rows")
	void whatANotePointsAtIsThere(Map<String, String> row) {
		tests(row.getOrDefault("note", ""))
			.forEach((file, methods) -> assertThat(source(file).casesOf().keySet()).as("the tests of %s", file)
				.containsAll(methods));
	}

	@Test
	void everyTestThatCarriesAnIdStandsInTheRowOfItsCase() throws IOException {
		Map<String, Set<String>> onThePage = new TreeMap<>();
		rows().forEach((row) -> tests(row.getOrDefault("tests", "")).values()
			.stream()
			.flatMap(Collection::stream)
			.forEach((method) -> onThePage.computeIfAbsent(method, (key) -> new TreeSet<>())
				.add(row.getOrDefault("case", ""))));
		assertThat(inTheSources()).isNotEmpty()
			.allSatisfy((method, cases) -> assertThat(onThePage.getOrDefault(method, Set.of()))
				.as("the rows of docs/conformance.md with %s", method)
				.containsAll(cases));
	}

	@Test
	void aTestThatDoesNotRunIsNotFound() throws IOException {
		Path file = Files.createTempFile("Sample", ".java");
		Files.writeString(file, """
				class Sample {
					@Test @DisplayName("A4, G50: " + "something") void a04_runs() { }
					@Test @Disabled void a05_rests() { }
					void a06_isNoTest() { }
				}
				""");
		assertThat(TestSource.of(file).casesOf()).isEqualTo(Map.of("a04_runs", Set.of("A4", "G50")));
		Files.delete(file);
	}

	private static List<String> cases() {
		List<String> cases = new ArrayList<>();
		for (int group = 0; group < GROUPS.length - 1; group++) {
			char letter = (char) ('A' + group);
			IntStream.range(GROUPS[group], GROUPS[group + 1]).forEach((number) -> cases.add(letter + "" + number));
		}
		return cases;
	}

	private static Set<String> casesOf(String file, String method) {
		return source(file).casesOf().getOrDefault(method, Set.of());
	}

	private static TestSource source(String file) {
		return source(Document.ROOT.resolve(PAGE.path()).resolveSibling(file).normalize());
	}

	private static TestSource source(Path file) {
		return SOURCES.computeIfAbsent(file, TestSource::of);
	}

	private static Map<String, List<String>> tests(String cell) {
		Map<String, List<String>> tests = new TreeMap<>();
		SOURCE.matcher(cell)
			.results()
			.forEach((source) -> tests.put(source.group(1),
					Stream.of(source.group(2).strip().split(",? ", -1)).map(Table::plain).toList()));
		return tests;
	}

	private static Map<String, Set<String>> inTheSources() throws IOException {
		Map<String, Set<String>> found = new TreeMap<>();
		for (String module : List.of("shutdown-starter", "shutdown-starter-test", "sample-app")) {
			try (Stream<Path> files = Files.walk(Document.ROOT.resolve(module + "/src/test/java"))) {
				for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
					if (CARRIES_AN_ID.matcher(Files.readString(file)).find()) {
						source(file.normalize()).casesOf().forEach((method, cases) -> {
							if (!cases.isEmpty()) {
								found.put(method, cases);
							}
						});
					}
				}
			}
		}
		return found;
	}

}
