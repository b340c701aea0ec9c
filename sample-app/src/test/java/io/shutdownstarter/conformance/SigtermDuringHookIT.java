package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SIGTERM while the hook is waiting: the kubelet's own time-out strikes at a whole number
 * of seconds, everything else at any time.
 */
@Isolated("its times are tight")
class SigtermDuringHookIT {

	private static final Duration KUBELET_GIVES_UP = Duration.ofMillis(3020);

	private static final Duration CONNECTION_BREAKS = Duration.ofMillis(3500);

	/**
	 * What the kubelet leaves between SIGTERM and SIGKILL.
	 */
	private static final Duration LEAST = Duration.ofSeconds(2);

	@Test
	@DisplayName("SIGTERM 3.02 s after the hook began: the process is gone within 2 s")
	void sigtermAtAWholeSecondOfTheHookEndsTheProcessWithinTwoSeconds() throws IOException {
		try (FixtureApp app = start("sigterm-during-hook-3.02")) {
			CompletableFuture<HttpAnswer> hook = app.hook();
			sigtermAfter(app, KUBELET_GIVES_UP);

			assertThat(app.awaitExit()).isLessThan(LEAST);
			assertThat(FixtureApp.get(hook).status()).isEqualTo(200);
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	@Test
	@DisplayName("SIGTERM 3.02 s after the hook began, with a long request in flight: the process is gone within 2 s")
	void sigtermAtAWholeSecondOfTheHookCutsALongRequest() throws IOException {
		try (FixtureApp app = start("sigterm-during-hook-3.02-request")) {
			CompletableFuture<HttpAnswer> cut = app.hold("long");
			CompletableFuture<HttpAnswer> hook = app.hook();
			sigtermAfter(app, KUBELET_GIVES_UP);

			assertThat(app.awaitExit()).isLessThan(LEAST);
			assertThat(FixtureApp.get(hook).number("abandoned")).isEqualTo(1);
			assertThat(cut).failsWithin(FixtureApp.SOON);
			assertThat(app.line("Termination deadline passed")).contains("GET /hold/long");
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	@Test
	@DisplayName("SIGTERM 3.5 s after the hook began: the drain goes on to its end")
	void sigtermBetweenWholeSecondsOfTheHookLetsTheDrainGoOn() throws IOException {
		try (FixtureApp app = start("sigterm-during-hook-3.5")) {
			CompletableFuture<HttpAnswer> hook = app.hook();
			sigtermAfter(app, CONNECTION_BREAKS);

			assertThat(app.get("/work").status()).isEqualTo(200);
			assertThat(app.awaitExit()).isGreaterThan(LEAST);
			assertThat(FixtureApp.get(hook).number("propagationMillis")).isGreaterThanOrEqualTo(8000);
			assertThat(app.line("Termination drained")).isNotEmpty();
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	private static FixtureApp start(String name) {
		return FixtureApp.serving(name)
			.settings("grace-period=30s", "propagation.minimum=8s", "propagation.maximum=12s")
			.start();
	}

	/**
	 * Sends SIGTERM.
	 * @param app the application, to which a hook is on its way
	 * @param afterHook the time since the hook arrived, which is read from the log: a
	 * slow machine must not move it
	 */
	private static void sigtermAfter(FixtureApp app, Duration afterHook) {
		app.awaitLine("Termination began");
		Instant arrived = OffsetDateTime.parse(app.line("Termination began").split(" ", 2)[0]).toInstant();
		assertThat(app.livesOnFor(Duration.between(Instant.now(), arrived.plus(afterHook)))).isTrue();
		app.sigterm();
	}

}
