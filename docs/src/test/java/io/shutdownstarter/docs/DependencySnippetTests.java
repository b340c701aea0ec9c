package io.shutdownstarter.docs;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for dependencies: they are what this project builds, or what it uses itself.
 */
class DependencySnippetTests {

	static List<Block> blocks() {
		return Block.of("xml");
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void dependencyIsWhatThisProjectBuildsOrUses(Block block) throws Exception {
		List<Element> dependencies = elements(parse("<all>" + block.text() + "</all>"), "dependency");
		assertThat(dependencies).as("the dependencies of %s", block).isNotEmpty();
		assertThat(dependencies).allSatisfy((dependency) -> {
			String group = child(dependency, "groupId");
			String coordinates = group + ":" + child(dependency, "artifactId");
			assertThat(known()).as("what the poms name").contains(coordinates);
			if (group.equals("io.shutdownstarter")) {
				assertThat(child(dependency, "version")).as("the version of %s", block).isEqualTo(version());
			}
		});
	}

	private static List<String> known() throws Exception {
		List<String> known = new ArrayList<>();
		for (String module : List.of("shutdown-starter", "shutdown-starter-test", "sample-app", "docs")) {
			Element project = parse(Document.ROOT.resolve(module).resolve("pom.xml"));
			known.add("io.shutdownstarter:" + child(project, "artifactId"));
			elements(project, "dependency").forEach(
					(dependency) -> known.add(child(dependency, "groupId") + ":" + child(dependency, "artifactId")));
		}
		return known;
	}

	private static String version() throws Exception {
		return child(parse(Document.ROOT.resolve("pom.xml")), "version");
	}

	private static Element parse(Path file) throws Exception {
		return builder().parse(file.toFile()).getDocumentElement();
	}

	private static Element parse(String xml) throws Exception {
		return builder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
	}

	private static DocumentBuilder builder() throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
		return factory.newDocumentBuilder();
	}

	private static String child(Element parent, String name) {
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node.getNodeName().equals(name)) {
				return node.getTextContent();
			}
		}
		return "";
	}

	private static List<Element> elements(Element parent, String name) {
		NodeList nodes = parent.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			elements.add((Element) nodes.item(i));
		}
		return elements;
	}

}
