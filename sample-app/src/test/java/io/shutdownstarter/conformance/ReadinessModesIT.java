package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When readiness goes down is a choice; that requests are answered is none.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReadinessModesIT {

	private static final Duration POLL = Duration.ofMillis(20);

	@ParameterizedTest(
			name = "D34: {0}, hook {1}: readiness is {2} during the wait and {3} after it; requests are answered")
	@DisplayName("D34: after the flip, whenever it is, requests are still answered with 2xx")
	@CsvSource({ "immediate, true, 503, 503", "immediate, false, 503, 503", "after-propagation, true, 200, 503",
			"after-propagation, false, 200, 503", "never, true, 200, 200", "never, false, 200, 200" })
	void d34_requestsAreAnsweredInEveryMode(String mode, boolean hooked, int during, int after) throws IOException {
		try (FixtureApp app = FixtureApp.serving("d34-" + mode + (hooked ? "-hook" : "-sigterm"))
			.settings("readiness=" + mode, "propagation.minimum=4s", "propagation.quiet-period=100ms")
			.start()) {
			CompletableFuture<HttpAnswer> held = app.hold("early");
			CompletableFuture<HttpAnswer> hook = hooked ? app.hook() : null;
			if (hook == null) {
				app.sigterm();
			}
			app.awaitLine("Termination began");
			awaitReadiness(app, during);
			assertThat(app.get("/work").status()).isEqualTo(200);
			app.awaitLine("Propagation wait ended");
			awaitReadiness(app, after);
			assertThat(app.get("/work").status()).isEqualTo(200);

			app.release("early");

			assertThat(FixtureApp.get(held).status()).isEqualTo(200);
			if (hook != null) {
				assertThat(FixtureApp.get(hook).status()).isEqualTo(200);
				app.sigterm();
			}
			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

	// listeners hear of it on a thread of their own
	private static void awaitReadiness(FixtureApp app, int status) throws IOException {
		for (int i = 0; app.readiness().status() != status; i++) {
			assertThat(i).as("looks at readiness until it is %d", status).isLessThan(100);
			assertThat(app.livesOnFor(POLL)).isTrue();
		}
	}

}
