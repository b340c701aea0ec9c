package io.shutdownstarter;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that an editor shows, by Boot's rules for such texts.
 */
class ConfigurationMetadataTests {

	@ParameterizedTest
	@MethodSource("properties")
	void everyPropertyIsDescribed(Map<String, Object> property) {
		assertThat((String) property.get("name")).startsWith("shutdown-starter.");
		assertThat(property).containsKeys("type", "description");
		String description = (String) property.get("description");
		assertThat(description).endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
		if ("java.lang.Boolean".equals(property.get("type"))) {
			assertThat(description).startsWith("Whether ");
		}
	}

	@SuppressWarnings("unchecked")
	static Stream<Map<String, Object>> properties() throws IOException {
		try (InputStream metadata = ShutdownProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			assertThat(metadata).isNotNull();
			Map<String, Object> root = JsonMapper.shared().readValue(metadata, Map.class);
			List<Map<String, Object>> properties = (List<Map<String, Object>>) root.getOrDefault("properties",
					List.of());
			List<Map<String, Object>> ours = properties.stream()
				.filter((property) -> String.valueOf(property.get("sourceType"))
					.startsWith(ShutdownProperties.class.getName()))
				.toList();
			assertThat(ours).hasSize(15);
			return ours.stream();
		}
	}

}
