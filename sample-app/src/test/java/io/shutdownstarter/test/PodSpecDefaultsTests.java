package io.shutdownstarter.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.ShutdownProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The kit's copy of the starter's names and defaults, held to the starter's metadata.
 */
class PodSpecDefaultsTests {

	@Test
	void namesAndDefaultsAreThoseOfTheStarter() throws IOException {
		Map<String, String> defaults = starterDefaults();
		assertThat(defaults).containsEntry(PodSpecApplication.GRACE_PERIOD,
				PodSpecApplication.DEFAULT_GRACE_PERIOD.toSeconds() + "s");
		assertThat(defaults).containsEntry(PodSpecApplication.ENABLED, "true");
		assertThat(defaults).containsEntry(PodSpecApplication.TOKEN, "");
	}

	private static Map<String, String> starterDefaults() throws IOException {
		Map<String, String> defaults = new HashMap<>();
		// the application has metadata of its own in the same place
		Enumeration<URL> metadata = ShutdownProperties.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json");
		while (metadata.hasMoreElements()) {
			try (InputStream content = metadata.nextElement().openStream()) {
				JsonMapper.shared()
					.readTree(content)
					.path("properties")
					.forEach((property) -> defaults.put(property.get("name").asString(),
							property.path("defaultValue").asString("")));
			}
		}
		return defaults;
	}

}
