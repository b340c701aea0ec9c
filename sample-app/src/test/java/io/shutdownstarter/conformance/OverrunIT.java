package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is configured, the grace period is not overrun.
 */
@Execution(ExecutionMode.CONCURRENT)
class OverrunIT {

	private static final Hook HOOK = Hook.http("/actuator/prestop");

	private static final Duration PAUSE = Duration.ofMillis(100);

	@Test
	@DisplayName("B20: settings that need more than the grace period stop the start, with the arithmetic and the remedy")
	void b20_settingsThatOverrunTheGracePeriodStopTheStart() {
		try (FixtureApp app = FixtureApp.serving("b20-contradiction")
			.settings("grace-period=20s", "close-reserve=5s", "propagation.minimum=10s", "propagation.maximum=18s")
			.launch()) {
			app.exitBegins();
			app.awaitExit(FixtureApp.START);

			assertThat(app.process().exitValue()).isEqualTo(1);
			assertThat(app.lineOf("fixture is up")).isNegative();
			assertThat(String.join("\n", app.lines())).contains("APPLICATION FAILED TO START",
					"shutdown-starter.propagation.maximum=18s", "shutdown-starter.grace-period (20 s)", "leaves 15 s",
					"at least 23 s");
		}
	}

	@Test
	@DisplayName("B20: a maximum that nobody has set is cut to the grace period, with traffic and work that never end")
	void b20_aWaitThatNobodyHasSetIsCutToTheGracePeriod() throws IOException {
		Duration gracePeriod = Duration.ofSeconds(6);
		try (FixtureApp app = FixtureApp.serving("b20-cut")
			.settings("grace-period=6s", "close-reserve=3s", "propagation.minimum=500ms")
			.start()) {
			CompletableFuture<HttpAnswer> endless = app.hold("endless");
			CompletableFuture<PodEnd> end = FixtureApp.async(() -> app.terminate(HOOK, gracePeriod));
			app.awaitLine("Termination began");
			while (app.lineOf("Termination deadline passed") < 0) {
				assertThat(app.get("/work").status()).isEqualTo(200);
				assertThat(app.livesOnFor(PAUSE)).isTrue();
			}

			assertThat(FixtureApp.get(end).exit()).isLessThan(gracePeriod);
			assertThat(FixtureApp.get(end).killed()).isFalse();
			assertThat(endless).failsWithin(FixtureApp.SOON);
			assertThat(app.line("Termination began")).contains("at most 3 s");
			// the traffic that keeps it from being quiet may be in flight as well
			assertThat(app.line("Termination deadline passed"))
				.containsPattern("[12] abandoned: GET /hold/endless \\(");
			assertThat(app.terminationMessage(TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR))
				.containsPattern("(?m)^abandoned: GET /hold/endless \\(")
				.containsPattern(", [12] abandoned\n$");
		}
	}

}
