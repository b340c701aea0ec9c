package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Java: it stands word for word in a source that other tests run.
 */
class JavaSnippetTests {

	private static final String OURS = "docs/src/test/java/io/shutdownstarter/docs/";

	private static final String MANIFESTS = "sample-app/src/test/java/io/shutdownstarter/sample/ManifestTests.java";

	private static final String USER = "docs/src/it/user-project/src/test/java/com/example/orders/TerminationTests.java";

	/**
	 * Sources with snippets, and the tests that run them.
	 */
	private static final Map<String, String> EXECUTED = Map.of(OURS + "snippets/HookSecurity.java",
			OURS + "SecuredHookIT.java", OURS + "snippets/QueueReader.java", OURS + "EventTests.java", MANIFESTS,
			MANIFESTS, USER, OURS + "UserProjectIT.java");

	static List<Block> blocks() {
		return Block.of("java");
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void snippetStandsInASourceThatIsRun(Block block) throws IOException {
		String text = strip(block.text());
		int found = 0;
		for (Map.Entry<String, String> entry : EXECUTED.entrySet()) {
			if (strip(read(entry.getKey())).contains(text)) {
				found++;
				String name = Path.of(entry.getKey()).getFileName().toString().replace(".java", "");
				assertThat(read(entry.getValue())).contains(name);
			}
		}
		assertThat(found).as("sources with the text of %s", block).isOne();
	}

	private static String read(String path) throws IOException {
		return Files.readString(Document.ROOT.resolve(path));
	}

	// indentation apart: a snippet begins at the margin
	private static String strip(String text) {
		return String.join("\n", text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList());
	}

}
