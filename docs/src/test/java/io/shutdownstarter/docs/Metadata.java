package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata of all properties on the class path: ours and Spring Boot's.
 */
final class Metadata {

	private static final Map<String, Map<String, Object>> PROPERTIES = load();

	private Metadata() {
	}

	static boolean knows(String property) {
		String name = property.replaceAll("\\[\\d*\\]", "");
		return PROPERTIES.containsKey(name) || PROPERTIES.entrySet()
			.stream()
			.anyMatch((entry) -> name.startsWith(entry.getKey() + ".")
					&& String.valueOf(entry.getValue().get("type")).startsWith("java.util.Map"));
	}

	static boolean knowsBelow(String prefix) {
		return PROPERTIES.keySet().stream().anyMatch((name) -> name.startsWith(prefix));
	}

	static Optional<String> defaultOf(String property) {
		return value(property, "defaultValue");
	}

	static String typeOf(String property) {
		return value(property, "type").orElseThrow();
	}

	static String descriptionOf(String property) {
		return value(property, "description").orElseThrow();
	}

	/**
	 * The properties of the starter.
	 * @return their names
	 */
	static List<String> ours() {
		return PROPERTIES.keySet().stream().filter((name) -> name.startsWith("shutdown-starter.")).toList();
	}

	private static Optional<String> value(String property, String key) {
		Object value = PROPERTIES.getOrDefault(property, Map.of()).get(key);
		if (value instanceof List<?> list && list.isEmpty()) {
			return Optional.empty();
		}
		return Optional.ofNullable(text(value));
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> load() {
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		try {
			for (URL url : Collections
				.list(Metadata.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream json = url.openStream()) {
					Map<String, Object> root = JsonMapper.shared().readValue(json, Map.class);
					((List<Map<String, Object>>) root.getOrDefault("properties", List.of()))
						.forEach((property) -> properties.put((String) property.get("name"), property));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties;
	}

}
