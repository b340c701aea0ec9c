package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.yaml.snakeyaml.Yaml;

/**
 * Renders what {@code kustomize build} makes of the sample's kustomization: the images'
 * tags and the replacements. It refuses a kustomization that asks for more.
 */
final class Kustomization {

	private static final Set<String> KNOWN = Set.of("apiVersion", "kind", "resources", "images", "replacements");

	private final List<Object> documents = new ArrayList<>();

	private final Map<String, Object> kustomization;

	Kustomization(Path directory) throws IOException {
		this.kustomization = load(directory.resolve("kustomization.yaml"));
		if (!KNOWN.containsAll(this.kustomization.keySet())) {
			throw new IllegalArgumentException(
					"Only " + KNOWN + " can be rendered here: " + this.kustomization.keySet());
		}
		for (Object resource : list(this.kustomization, "resources")) {
			this.documents.add(load(directory.resolve((String) resource)));
		}
	}

	List<Object> resources() {
		return list(this.kustomization, "resources");
	}

	/**
	 * Render into one file.
	 * @param file where to
	 * @return the file
	 */
	Path render(Path file) throws IOException {
		for (Object image : list(this.kustomization, "images")) {
			this.documents.forEach((document) -> tag(document, map(image)));
		}
		for (Object replacement : list(this.kustomization, "replacements")) {
			replace(map(replacement));
		}
		return Files.writeString(file, new Yaml().dumpAll(this.documents.iterator()));
	}

	private static void tag(Object node, Map<String, Object> image) {
		if (node instanceof List<?> items) {
			items.forEach((item) -> tag(item, image));
		}
		else if (node instanceof Map<?, ?>) {
			Map<String, Object> fields = map(node);
			fields.computeIfPresent("image",
					(name, value) -> value.equals(image.get("name")) ? value + ":" + image.get("newTag") : value);
			fields.values().forEach((value) -> tag(value, image));
		}
	}

	private void replace(Map<String, Object> replacement) {
		Object source = get(replacement, "source");
		List<String> path = steps((String) get(source, "fieldPath"));
		Object value = get(parent(find(source), path), last(path));
		for (Object target : list(replacement, "targets")) {
			Object document = find(get(target, "select"));
			for (Object field : list(map(target), "fieldPaths")) {
				List<String> steps = steps((String) field);
				map(parent(document, steps)).replace(last(steps), value);
			}
		}
	}

	private Object find(Object selector) {
		return this.documents.stream()
			.filter((document) -> get(document, "kind").equals(get(selector, "kind"))
					&& get(get(document, "metadata"), "name").equals(get(selector, "name")))
			.findFirst()
			.orElseThrow();
	}

	private static Object parent(Object document, List<String> steps) {
		Object node = document;
		for (String step : steps.subList(0, steps.size() - 1)) {
			node = step.startsWith("[") ? item((List<?>) node, step) : get(node, step);
		}
		return node;
	}

	private static Object get(Object node, String name) {
		return Objects.requireNonNull(map(node).get(name), () -> "No " + name + " in " + node);
	}

	private static Object item(List<?> items, String selector) {
		String[] parts = selector.substring(1, selector.length() - 1).split("=", 2);
		return items.stream().filter((item) -> parts[1].equals(get(item, parts[0]))).findFirst().orElseThrow();
	}

	private static List<String> steps(String path) {
		return List.of(path.split("\\.", -1));
	}

	private static String last(List<String> steps) {
		return steps.get(steps.size() - 1);
	}

	private static Map<String, Object> load(Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return new Yaml().load(reader);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object node) {
		return (Map<String, Object>) node;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(Map<String, Object> node, String name) {
		return (List<Object>) node.getOrDefault(name, List.of());
	}

}
