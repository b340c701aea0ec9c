package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sample's README says is so.
 */
class SampleReadmeTests {

	private static final Path README = Path.of("README.md");

	/** A nested record, which the metadata does not take apart. */
	private static final List<String> LOGIN = List.of("username", "password");

	@Test
	void settingsAndDefaultsAreThoseOfTheMetadata() throws IOException {
		List<String> expected = metadata().entrySet()
			.stream()
			.filter((property) -> property.getKey().startsWith("ftp."))
			.flatMap(SampleReadmeTests::rows)
			.filter((row) -> !row.contains("ftp.embedded.credentials"))
			.toList();
		assertThat(Files.readAllLines(README).stream().filter((line) -> line.startsWith("| `ftp.")))
			.extracting((line) -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	private static Stream<String> rows(Map.Entry<String, String> property) {
		if (property.getKey().endsWith(".credentials")) {
			return LOGIN.stream().map((field) -> "| `%s.%s` |  |".formatted(property.getKey(), field));
		}
		String value = property.getValue().isEmpty() ? "" : "`" + property.getValue() + "`";
		return Stream.of("| `%s` | %s |".formatted(property.getKey(), value));
	}

	@Test
	void commandsNameWhatTheBuildMakesAndPropertiesThatExist() throws IOException {
		List<String> commands = Files.readAllLines(README)
			.stream()
			.filter((line) -> line.startsWith("    "))
			.map(String::strip)
			.toList();
		assertThat(commands).hasSize(2);
		assertThat(commands.get(0))
			.startsWith("java -jar sample-app/target/ftp-rest-service-0.1.0-SNAPSHOT-exec.jar --");
		List<String> properties = new ArrayList<>();
		for (String word : commands.get(0).split("\\s--", -1)) {
			properties.add(word.replaceFirst("=.*", ""));
		}
		assertThat(metadata()).containsKeys(properties.stream().skip(1).toArray(String[]::new));
		assertThat(commands.get(1)).isEqualTo("mvn -q package -DskipTests -Dimage.base=eclipse-temurin:17-jre");
		assertThat(Path.of("pom.xml")).content()
			.contains("<image.base>scratch</image.base>", "<image>${image.base}</image>",
					"<classifier>exec</classifier>");
		assertThat(README).content().contains("`sample-app/" + ImageIT.IMAGE + "`");
	}

	private static Map<String, String> metadata() throws IOException {
		Map<String, String> defaults = new LinkedHashMap<>();
		Enumeration<URL> files = SampleReadmeTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json");
		while (files.hasMoreElements()) {
			try (InputStream content = files.nextElement().openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(content).path("properties")) {
					defaults.put(property.get("name").asString(), property.path("defaultValue").asString(""));
				}
			}
		}
		return defaults;
	}

}
