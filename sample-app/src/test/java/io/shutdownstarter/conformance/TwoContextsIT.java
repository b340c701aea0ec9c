package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.TwoContextsApp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications in one JVM are closed one after the other, in one grace period.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwoContextsIT {

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(9);

	@Test
	@DisplayName("Two contexts in one JVM: the clock of the first counts for both")
	void twoContextsShareOneClock() throws IOException {
		try (FixtureApp app = FixtureApp.of(TwoContextsApp.class, "two-contexts")
			.settings("grace-period=" + GRACE_PERIOD.toSeconds() + "s", "close-reserve=4s", "propagation.minimum=1s",
					"propagation.quiet-period=1s")
			.start()) {
			CompletableFuture<HttpAnswer> first = app.hold("first");
			CompletableFuture<HttpAnswer> second = FixtureApp.async(() -> {
				try (HttpConnection connection = HttpConnection.open(secondPort(app))) {
					return connection.get("/hold/second");
				}
			});
			app.awaitLine("holding second");

			app.sigterm();

			assertThat(app.awaitExit()).isLessThan(GRACE_PERIOD);
			assertThat(app.process().exitValue()).isEqualTo(143);
			assertThat(first).failsWithin(FixtureApp.SOON);
			assertThat(second).failsWithin(FixtureApp.SOON);
			assertThat(app.lines()).filteredOn((line) -> line.contains("Termination deadline passed")).hasSize(2);
			assertThat(app.lines()).filteredOn((line) -> line.contains("fixture's beans are destroyed")).hasSize(2);
		}
	}

	private static int secondPort(FixtureApp app) {
		String line = app.line("second application at ");
		return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
	}

}
