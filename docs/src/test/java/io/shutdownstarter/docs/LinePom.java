package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the pom of a line of Spring Boot lets its user choose.
 *
 * @param root its outermost element
 */
record LinePom(Element root) {

	static LinePom read(Path pom) {
		try {
			return new LinePom(
					DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement());
		}
		catch (IOException | SAXException | ParserConfigurationException ex) {
			throw new IllegalStateException(pom + " cannot be read", ex);
		}
	}

	String bootVersion() {
		Element parent = elements(this.root, "parent").findFirst().orElseThrow();
		return text(parent, "version");
	}

	/**
	 * The values of a property that each switch a profile on.
	 * @param property the property's name
	 * @return the values in the order of the profiles
	 */
	List<String> choices(String property) {
		return elements(this.root, "property").filter((element) -> text(element, "name").equals(property))
			.map((element) -> text(element, "value"))
			.toList();
	}

	private static String text(Element element, String name) {
		return elements(element, name).map(Element::getTextContent).findFirst().orElse("");
	}

	private static Stream<Element> elements(Element element, String name) {
		NodeList found = element.getElementsByTagName(name);
		return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
	}

}
