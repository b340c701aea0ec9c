package io.shutdownstarter.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for links: what they point at is there.
 */
class LinkTests {

	static List<Document> documents() {
		return Document.all();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsToSomething(Document document) {
		assertThat(document.links()).allSatisfy((link) -> {
			if (link.startsWith("http")) {
				assertThat(link).startsWith("https://");
				return;
			}
			String[] parts = link.split("#", 2);
			Path page = parts[0].isEmpty() ? document.path() : document.path().resolveSibling(parts[0]).normalize();
			assertThat(Files.exists(Document.ROOT.resolve(page))).as("%s in %s", link, document).isTrue();
			if (parts.length == 2) {
				assertThat(Document.of(page.toString()).anchors()).as("the anchors of %s", page).contains(parts[1]);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("documents")
	void noHeadingComesTwice(Document document) {
		assertThat(document.anchors()).doesNotHaveDuplicates();
	}

}
