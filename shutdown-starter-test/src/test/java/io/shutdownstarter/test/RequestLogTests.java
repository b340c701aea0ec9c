package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestLog}; {@link RehearsalIT} and {@link ServersIT} have it with
 * real servers.
 */
class RequestLogTests {

	private final RequestLog log = new RequestLog();

	@TempDir
	private Path directory;

	@Test
	void aServerThatWritesNoFileKeepsNoCount() throws IOException {
		assertThat(this.log.read(this.directory)).isNull();
		assertThat(this.log.read(this.directory.resolve("nowhere"))).isNull();
	}

	@Test
	void aFileWithoutARequestIsACount() throws IOException {
		write("access_log.log", "");

		assertThat(this.log.read(this.directory)).isEmpty();
	}

	@Test
	void theFilesOfBothPortsAreReadAndProbesAreLeftOut() throws IOException {
		write("access_log.log", "c1-1 200 GET 12 3 +\nc1-2 503 PUT -\n");
		write("management_access_log.log", "- 200 GET 49 1 -\nc2-1 0 POST\n");

		assertThat(this.log.read(this.directory)).containsExactlyInAnyOrder(new ServedRequest("c1-1", 200),
				new ServedRequest("c1-2", 503), new ServedRequest("c2-1", 0));
	}

	@Test
	void ofAKilledPodTheBeginningOfALineMayBeLeft() throws IOException {
		write("access_log.log", "c1-1 200 GET 12\nc1-2 20");

		assertThat(this.log.read(this.directory)).containsExactly(new ServedRequest("c1-1", 200));
	}

	@Test
	void eachServerIsAskedForItsLogInThePodsOwnDirectory() {
		for (String server : new String[] { "tomcat", "jetty", "undertow" }) {
			String prefix = "--server." + server + ".accesslog.";
			assertThat(this.log.arguments()).filteredOn((argument) -> argument.startsWith(prefix))
				.contains(prefix + "enabled=true")
				.anyMatch((argument) -> argument.contains("={accessLogDir}"))
				.anyMatch((argument) -> argument.contains("X-Rehearsal-Id"));
		}
	}

	private void write(String file, String lines) throws IOException {
		Files.writeString(this.directory.resolve(file), lines);
	}

}
