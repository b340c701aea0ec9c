package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.test.fixture.Echo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JavaProgram} with real JVMs.
 */
class JavaProgramTests {

	@TempDir
	private Path directory;

	@Test
	void aClassPathTooLongForACommandLineIsPutIntoAFile() throws Exception {
		String padding = (this.directory.resolve("a \\folder") + System.getProperty("path.separator")).repeat(8000);
		String classPath = padding + JavaProgram.classPath();
		assertThat(classPath).hasSizeGreaterThan(131_072);

		assertThat(output(PodCommand.of(List.of(java(), "-cp", classPath, Echo.class.getName())))).contains("Echo of",
				"--server.port=");
		assertThat(this.directory.resolve("pod-1.classpath")).exists();
	}

	@Test
	void aShortClassPathStaysWhereItIs() throws Exception {
		List<String> words = List.of("java", "-cp", "a.jar", "Main");

		assertThat(JavaProgram.shorten(words, this.directory.resolve("file"))).isEqualTo(words);
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void theDebuggerOfTheTestIsNotThatOfThePods() {
		Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS",
				"-Xmx1g -agentlib:jdwp=transport=dt_socket,address=5005 -Da=b", "PATH", "-agentlib:jdwp"));

		JavaProgram.removeDebugger(environment);

		assertThat(environment).containsEntry("JAVA_TOOL_OPTIONS", "-Xmx1g -Da=b")
			.containsEntry("PATH", "-agentlib:jdwp");
	}

	@Test
	void theClassPathIsThatOfTheTestsAndNotOfWhatStartedThem() {
		assertThat(JavaProgram.classPath()).contains("test-classes").doesNotContain("surefirebooter");
	}

	private String output(PodCommand command) throws Exception {
		try (Pod pod = Pod.start(command, "pod-1", this.directory)) {
			assertThat(pod.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
			return Files.readString(pod.log());
		}
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
