package io.shutdownstarter.docs;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

import io.shutdownstarter.ShutdownProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for settings of an application: the properties exist, and the starter takes their
 * values.
 */
class SettingsSnippetTests {

	static List<Block> blocks() {
		return Yaml.blocks(Yaml.SETTINGS);
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void everyPropertyExists(Block block) {
		assertThat(Yaml.settings(block).keySet()).as("properties in %s", block).isNotEmpty().allMatch(Metadata::knows);
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void theStarterTakesTheValues(Block block) {
		Map<String, Object> settings = Yaml.settings(block);
		settings.put("PRESTOP_TOKEN", "secret");
		StandardEnvironment environment = Yaml.environment(settings);
		assertThat(Binder.get(environment).bindOrCreate("shutdown-starter", ShutdownProperties.class)).isNotNull();
	}

}
