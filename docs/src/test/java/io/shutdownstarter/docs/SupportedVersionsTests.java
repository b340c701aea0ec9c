package io.shutdownstarter.docs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the lines of Spring Boot that the docs name: they are those that have an
 * application in the matrix.
 */
class SupportedVersionsTests {

	@Test
	void theReferenceNamesTheOldestAndTheNewestLine() {
		assertThat(String.join(" ", Document.of("docs/reference.md").prose()))
			.contains("One jar for Spring Boot " + LineClassPath.range());
	}

	@Test
	void theTroubleshootingNamesThemToo() {
		assertThat(String.join(" ", Document.of("docs/troubleshooting.md").prose()))
			.contains("The starter goes with Spring Boot " + LineClassPath.range());
	}

}
