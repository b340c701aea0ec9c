package io.shutdownstarter.test;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads YAML as Kubernetes' own tools do: version 1.1, so that {@code yes} is a boolean,
 * but no timestamps. A key that comes twice is refused.
 */
final class PodSpecYaml {

	private final Path file;

	private final LoaderOptions options = new LoaderOptions();

	PodSpecYaml(Path file) {
		this.file = file;
		this.options.setAllowDuplicateKeys(false);
	}

	List<PodSpecDocument> documents() {
		try (Reader reader = Files.newBufferedReader(this.file)) {
			List<PodSpecDocument> documents = new ArrayList<>();
			for (Node root : yaml().composeAll(reader)) {
				if (!root.getTag().equals(Tag.NULL)) {
					addTo(documents, root);
				}
			}
			return documents;
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() : 0;
			throw new IllegalArgumentException(PodSpecDocument.place(this.file, line)
					+ ": this is no YAML that Kubernetes takes: " + String.valueOf(ex.getProblem()).strip(), ex);
		}
		catch (NoSuchFileException ex) {
			throw new IllegalArgumentException(
					"%s: there is no such file (looked for %s), render the manifests first or correct the path"
						.formatted(this.file, this.file.toAbsolutePath()),
					ex);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(this.file + ": the file cannot be read: " + ex, ex);
		}
	}

	private Yaml yaml() {
		DumperOptions unused = new DumperOptions();
		return new Yaml(new SafeConstructor(this.options), new Representer(unused), unused, this.options);
	}

	// a List, as kubectl prints several resources, counts as its items
	private void addTo(List<PodSpecDocument> documents, Node root) {
		PodSpecDocument document = document(root);
		if ("List".equals(document.text("kind"))) {
			document.items().forEach((item) -> addTo(documents, item));
		}
		else {
			documents.add(document);
		}
	}

	private PodSpecDocument document(Node root) {
		if (!(root instanceof MappingNode)) {
			throw new IllegalArgumentException(PodSpecDocument.place(this.file, root.getStartMark().getLine())
					+ ": a manifest is a mapping that begins with apiVersion and kind, this is a " + root.getNodeId());
		}
		return new PodSpecDocument(this.file, root, new Values(this.options).of(root));
	}

	/**
	 * Makes plain values of a document.
	 */
	private static final class Values extends SafeConstructor {

		Values(LoaderOptions options) {
			super(options);
			setAllowDuplicateKeys(options.isAllowDuplicateKeys());
			this.yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
		}

		@SuppressWarnings("unchecked")
		Map<String, Object> of(Node root) {
			return (Map<String, Object>) constructDocument(root);
		}

	}

}
