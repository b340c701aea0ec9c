package io.shutdownstarter.docs;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The part of the table of HTTP/2 that every build runs: each server that can tell its
 * clients, on the lines whose servers are older than those that the starter is compiled
 * with. {@link CompatibilityMatrix} runs all of it.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class Http2IT {

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "Boot {0}, {1} on {2}, hook {3}")
	@CsvSource({ "3.4, servlet, tomcat, true", "3.5, servlet, jetty, false", "3.5, reactive, netty, false" })
	void aBusyConnectionIsToldToLeaveAndLosesNothing(String line, String stack, String server, boolean hook)
			throws Exception {
		CompatibilityCell cell = new CompatibilityCell(BootLine.of(line), stack, server);

		Http2Termination seen = Http2Termination.measure(cell, hook, this.directory);

		assertThat(seen.lost()).isEmpty();
		assertThat(seen.goAways().orElseThrow()).startsWith(Integer.MAX_VALUE);
		assertThat(seen.sentAfterGoAway()).as("requests on the busy connection after it was told").isPositive();
		assertThat(seen.text()).as("what the page says")
			.isEqualTo(new Http2Page(Document.ROOT.resolve("docs/compatibility.md")).text(cell));
	}

}
