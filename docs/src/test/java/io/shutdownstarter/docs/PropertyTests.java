package io.shutdownstarter.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for properties that the texts name: each is one of the starter or of Spring Boot,
 * and has the default that is stated.
 */
class PropertyTests {

	private static final Pattern PROPERTY = Pattern.compile(
			"(?<![\\w.-])(?:shutdown-starter|management|spring|server|logging)\\.[a-z0-9.\\-\\[\\]]*[a-z0-9\\]](\\.\\*)?");

	/**
	 * How a default is stated in the prose.
	 */
	private static final Pattern DEFAULT = Pattern.compile("`([a-z0-9.-]+)` \\(default `([^`]+)`\\)");

	static List<Document> documents() {
		return Document.all();
	}

	static Stream<Block> texts() {
		return Block.of("sh", "text", "java", "json").stream();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyPropertyInTheProseExists(Document document) {
		assertThat(document.codeSpans().stream().filter((span) -> !span.contains("/")).flatMap(PropertyTests::names))
			.as("properties in %s", document)
			.allMatch(PropertyTests::exists);
	}

	@ParameterizedTest
	@MethodSource("texts")
	void everyPropertyInABlockExists(Block block) {
		assertThat(names(block.text())).as("properties in %s", block).allMatch(PropertyTests::exists);
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyDefaultInTheProseIsThatOfTheMetadata(Document document) {
		assertThat(DEFAULT.matcher(String.join("\n", document.prose())).results())
			.allSatisfy((match) -> assertThat(Metadata.defaultOf(match.group(1)))
				.as("the default of %s in %s", match.group(1), document)
				.hasValueSatisfying((value) -> assertThat(value).isEqualToIgnoringCase(match.group(2))));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyDefaultInATableIsThatOfTheMetadata(Document document) {
		document.tables()
			.stream()
			.filter((table) -> table.columns().containsAll(List.of("property", "default")))
			.forEach(PropertyTests::checkDefaults);
	}

	private static void checkDefaults(Table table) {
		assertThat(table.rows()).as("the table below '%s' of %s", table.heading(), table.page()).allSatisfy((row) -> {
			String property = Table.plain(row.getOrDefault("property", ""));
			if (property.startsWith("ftp.")) {
				// the sample's own, which SampleReadmeTests holds to its metadata
				return;
			}
			String name = Metadata.knows(property) ? property : "shutdown-starter." + property;
			String stated = Table.plain(row.getOrDefault("default", ""));
			assertThat(Metadata.knows(name)).as("%s exists", name).isTrue();
			// prose, where there is no fixed default
			if (!stated.contains(" or ")) {
				assertThat(stated).as("the default of %s", name).isEqualTo(Metadata.defaultOf(name).orElse(""));
			}
		});
	}

	@Test
	void aPropertyThatNobodyKnowsIsFound() {
		assertThat(names("set shutdown-starter.grace-periods=30s")).containsExactly("shutdown-starter.grace-periods")
			.noneMatch(PropertyTests::exists);
		assertThat(names("shutdown-starter.propagation.*")).allMatch(PropertyTests::exists);
	}

	private static Stream<String> names(String text) {
		return PROPERTY.matcher(text).results().map((match) -> match.group());
	}

	private static boolean exists(String name) {
		return name.endsWith(".*") ? Metadata.knowsBelow(name.substring(0, name.length() - 1)) : Metadata.knows(name);
	}

}
