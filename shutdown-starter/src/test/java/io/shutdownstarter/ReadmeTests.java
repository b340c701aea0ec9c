package io.shutdownstarter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the README says of the settings.
 */
class ReadmeTests {

	@Test
	void settingsAreThoseOfTheMetadata() throws IOException {
		List<String> rows = Files.readAllLines(Path.of("../README.md"))
			.stream()
			.filter((line) -> line.startsWith("| `shutdown-starter."))
			.toList();
		List<String> expected = ConfigurationMetadataTests.properties().map(ReadmeTests::row).toList();
		// which of them, and the whole of them in the reference, is held by the tests of
		// the docs
		assertThat(rows).isNotEmpty().isSubsetOf(expected);
	}

	private static String row(Map<String, Object> property) {
		String value = Objects.toString(property.get("defaultValue"), "");
		return "| `%s` | %s | %s |".formatted(property.get("name"), value.isEmpty() ? "" : "`" + value + "`",
				property.get("description"));
	}

}
