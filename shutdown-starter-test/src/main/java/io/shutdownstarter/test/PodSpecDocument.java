package io.shutdownstarter.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One YAML document of a manifest, and where its fields stand. Paths are written as
 * {@code spec.containers[0].name}.
 *
 * @param file the file
 * @param root the document
 * @param content the document's values
 */
record PodSpecDocument(Path file, Node root, Map<String, Object> content) {

	/**
	 * Tells where a field stands, or the last of its parents that is there.
	 * @param path the path of the field, empty for the whole
	 * @return the file and the line, such as {@code pod.yaml:12}
	 */
	String place(String path) {
		Node node = this.root;
		int line = node.getStartMark().getLine();
		for (String step : steps(path)) {
			NodeTuple field = field(node, step);
			Node child = (field != null) ? field.getValueNode() : item(node, step);
			if (child == null) {
				break;
			}
			line = ((field != null) ? field.getKeyNode() : child).getStartMark().getLine();
			node = child;
		}
		return place(this.file, line);
	}

	static String place(Path file, int line) {
		return file + ":" + (line + 1);
	}

	/**
	 * Finds a value.
	 * @param path the path of a field, without an index
	 * @return the value, {@code null} if it is not there
	 */
	@Nullable Object value(String path) {
		Object value = this.content;
		for (String step : steps(path)) {
			value = (value instanceof Map<?, ?> fields) ? fields.get(step) : null;
		}
		return value;
	}

	String text(String path) {
		return Objects.toString(value(path), "");
	}

	List<Node> items() {
		NodeTuple items = field(this.root, "items");
		return (items != null && items.getValueNode() instanceof SequenceNode sequence) ? sequence.getValue()
				: List.of();
	}

	private static String[] steps(String path) {
		return path.replace("[", ".").replace("]", "").split("\\.");
	}

	private static @Nullable NodeTuple field(Node node, String name) {
		if (node instanceof MappingNode mapping) {
			return mapping.getValue()
				.stream()
				.filter((field) -> field.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
				.findFirst()
				.orElse(null);
		}
		return null;
	}

	private static @Nullable Node item(Node node, String index) {
		if (node instanceof SequenceNode sequence && index.matches("\\d+")) {
			int position = Integer.parseInt(index);
			return (position < sequence.getValue().size()) ? sequence.getValue().get(position) : null;
		}
		return null;
	}

}
