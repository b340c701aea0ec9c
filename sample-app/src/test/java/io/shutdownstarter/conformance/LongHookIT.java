package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hook that outlives every time limit of the container and of the framework (30 s).
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class LongHookIT {

	private static final Duration PATIENCE = Duration.ofSeconds(75);

	@Test
	@DisplayName("C24: a hook longer than 35 s is answered after the drain, on a shared port and on one of its own")
	void c24_aLongHookIsAnsweredAfterTheDrain() throws IOException {
		try (FixtureApp shared = builder("long-hook-shared-port").sharedPort().launch();
				FixtureApp separate = builder("long-hook-own-port").launch()) {
			List<FixtureApp> apps = List.of(shared, separate);
			apps.forEach(FixtureApp::awaitUp);
			List<CompletableFuture<HttpAnswer>> held = apps.stream().map((app) -> app.hold("early")).toList();
			List<CompletableFuture<HttpAnswer>> hooks = apps.stream().map(FixtureApp::hook).toList();
			for (FixtureApp app : apps) {
				app.awaitLine("Propagation wait ended", PATIENCE);
			}

			assertThat(hooks).noneMatch(CompletableFuture::isDone);
			for (FixtureApp app : apps) {
				app.release("early");
			}

			assertThat(hooks).map(FixtureApp::get).allSatisfy((answer) -> {
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.number("propagationMillis")).isGreaterThanOrEqualTo(36_000);
				assertThat(answer.body().length()).isLessThan(10_000);
			});
			assertThat(held).map(FixtureApp::get).allMatch((answer) -> answer.status() == 200);
			assertThat(apps).allSatisfy((app) -> {
				app.sigterm();
				assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(10));
			});
		}
	}

	private static FixtureApp.Builder builder(String name) {
		return FixtureApp.serving(name)
			.settings("grace-period=60s", "propagation.minimum=36s", "propagation.maximum=40s");
	}

}
