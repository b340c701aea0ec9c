package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import io.shutdownstarter.test.PodSpecs;

/**
 * What a block of YAML is about.
 */
enum Yaml {

	/**
	 * Settings of the application.
	 */
	SETTINGS,

	/**
	 * A whole resource of Kubernetes.
	 */
	RESOURCE,

	/**
	 * The template of a pod, with its metadata.
	 */
	TEMPLATE,

	/**
	 * Fields of a pod.
	 */
	POD,

	/**
	 * Fields of a container.
	 */
	CONTAINER;

	private static final Set<String> SETTINGS_ROOTS = Set.of("shutdown-starter", "management", "server", "spring",
			"logging");

	static Yaml of(Block block) {
		Set<String> keys = load(block.text()).keySet();
		if (SETTINGS_ROOTS.containsAll(keys)) {
			return SETTINGS;
		}
		if (keys.contains("apiVersion")) {
			return RESOURCE;
		}
		if (keys.contains("spec")) {
			return TEMPLATE;
		}
		return keys.stream().anyMatch(Set.of("containers", "terminationGracePeriodSeconds")::contains) ? POD
				: CONTAINER;
	}

	static Map<String, Object> load(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text);
	}

	static List<Block> blocks(Yaml kind) {
		return Block.of("yaml").stream().filter((block) -> of(block) == kind).toList();
	}

	/**
	 * Makes a whole manifest of whatever part of one a block has.
	 * @param block the block
	 * @return the manifest
	 */
	static Map<String, Object> manifest(Block block) {
		Map<String, Object> content = load(block.text());
		return switch (of(block)) {
			case SETTINGS -> throw new IllegalArgumentException(block + " is no part of a manifest");
			case RESOURCE -> content;
			case TEMPLATE -> pod(content);
			case POD -> pod(Map.of("spec", content));
			case CONTAINER -> pod(Map.of("spec", Map.of("containers", List.of(content))));
		};
	}

	private static Map<String, Object> pod(Map<String, Object> template) {
		Map<String, Object> identity = Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", "app"));
		return merge(merge(identity, Map.of("spec", Map.of("containers", List.of(Map.of("name", "app"))))), template);
	}

	/**
	 * Lays one manifest over another, as a patch does: maps and containers are merged.
	 * @param base what is below
	 * @param patch what is laid over it
	 * @return both
	 */
	@SuppressWarnings("unchecked")
	static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> patch) {
		Map<String, Object> merged = new TreeMap<>(base);
		patch.forEach((key, value) -> merged.merge(key, value, (below, above) -> {
			if (below instanceof Map && above instanceof Map) {
				return merge((Map<String, Object>) below, (Map<String, Object>) above);
			}
			boolean containers = key.equals("containers") && ((List<?>) above).size() == 1;
			return containers ? List.of(merge((Map<String, Object>) ((List<?>) below).get(0),
					(Map<String, Object>) ((List<?>) above).get(0))) : above;
		}));
		return merged;
	}

	/**
	 * Reads a manifest with the object model of Kubernetes, which takes no unknown field.
	 * @param manifest the manifest
	 * @param directory where to put it
	 * @return what was read
	 */
	static PodSpecs read(Map<String, Object> manifest, Path directory) {
		try {
			Path file = Files.createTempFile(directory, "manifest", ".yaml");
			Files.writeString(file, new org.yaml.snakeyaml.Yaml().dump(manifest));
			return PodSpecs.load(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads settings as Spring Boot does.
	 * @param block the settings
	 * @return the properties with their values, also those that refer to others
	 */
	static Map<String, Object> settings(Block block) {
		try {
			Map<String, Object> settings = new TreeMap<>();
			new YamlPropertySourceLoader()
				.load(block.place(), new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)))
				.stream()
				.map(EnumerablePropertySource.class::cast)
				.forEach((source) -> List.of(source.getPropertyNames())
					.forEach((name) -> settings.put(name, String.valueOf(source.getProperty(name)))));
			return settings;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An environment that has nothing but these properties.
	 * @param settings the properties
	 * @return the environment
	 */
	static StandardEnvironment environment(Map<String, Object> settings) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new MapPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of()));
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
					new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, settings));
		return environment;
	}

}
