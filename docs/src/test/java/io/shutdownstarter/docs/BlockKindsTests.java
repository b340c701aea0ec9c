package io.shutdownstarter.docs;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no block of code gets around the other tests.
 */
class BlockKindsTests {

	/**
	 * What another test of this package looks at.
	 */
	private static final Set<String> KINDS = Set.of("xml", "yaml", "java", "sh", "json", "text");

	static List<Block> blocks() {
		return Block.all();
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void everyBlockIsOfAKindThatIsTested(Block block) {
		assertThat(KINDS).as("the kind of %s", block).contains(block.language());
		assertThat(block.lines()).as("the lines of %s", block).isNotEmpty();
	}

	@Test
	void everyFenceIsClosed() {
		assertThat(Document.all()).allSatisfy(
				(document) -> assertThat(document.lines().stream().filter((line) -> line.strip().startsWith("```")))
					.as("the fences of %s", document)
					.allMatch((line) -> line.startsWith("```"))
					.size()
					.matches((count) -> count % 2 == 0, "is even"));
	}

}
