package io.shutdownstarter.docs;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.FindingId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the findings: each has its place in the docs, and there are no others.
 */
class FindingTests {

	private static final Document TROUBLESHOOTING = Document.of("docs/troubleshooting.md");

	@Test
	void theSectionsAreTheFindingsOfTheCode() {
		List<String> lines = TROUBLESHOOTING.prose();
		List<String> ids = lines.subList(lines.indexOf("## By finding id"), lines.size())
			.stream()
			.filter((line) -> line.startsWith("### "))
			.map((line) -> Table.plain(line.substring(4)))
			.toList();
		assertThat(ids)
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(FindingId.values()).map(FindingId::toString).toList());
	}

	@ParameterizedTest
	@EnumSource(FindingId.class)
	void theSectionTellsWhatItMeansHowToSeeItAndHowToMendIt(FindingId id) {
		assertThat(TROUBLESHOOTING.section("`" + id + "`").stream().filter((line) -> line.startsWith("* ")))
			.satisfiesExactly((line) -> assertThat(line).startsWith("* **Means:** "),
					(line) -> assertThat(line).startsWith("* **See it:** "),
					(line) -> assertThat(line).startsWith("* **Mend it:** "));
	}

}
