package io.shutdownstarter.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.shutdownstarter.conformance.fixture.LauncherMain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where no wait is due, none is spent: the same application ends as fast with the starter
 * as without it.
 */
@Isolated("its times are tight")
class NoAddedTimeIT {

	/**
	 * What the starter adds, it adds in every run; what the machine adds, in some.
	 */
	private static final int MOST_RUNS = 3;

	private static final Duration NOISE = Duration.ofSeconds(1);

	@Test
	@DisplayName("SIGTERM on a developer's machine takes no longer than without the starter")
	void localSigtermTakesNoLonger() throws IOException {
		assertNoTimeIsAdded("local-sigterm", true, FixtureApp::sigterm);
	}

	@Test
	@DisplayName("SIGINT on a developer's machine takes no longer than without the starter")
	void localSigintTakesNoLonger() throws IOException {
		assertNoTimeIsAdded("local-sigint", true, (app) -> {
			Assumptions.assumeFalse(ignoresSigint(app), "SIGINT is ignored since this build runs in the background");
			app.signal("INT");
		});
	}

	@Test
	@DisplayName("System.exit on Kubernetes takes no longer than without the starter")
	void systemExitTakesNoLonger() throws IOException {
		assertNoTimeIsAdded("system-exit", false, FixtureApp::exit);
	}

	@Test
	@DisplayName("The JVM of a test does not wait at its end, even in a pod")
	void theJvmOfATestDoesNotWaitAtItsEnd() {
		try (FixtureApp app = FixtureApp.of(LauncherMain.class, "test-jvm").launch()) {
			app.awaitLine("tests succeeded: 1", FixtureApp.START);
			app.exitBegins();

			assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(10));
			assertThat(app.process().exitValue()).isZero();
			assertThat(app.lineOf("Termination began")).isNegative();
			assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		}
	}

	private static void assertNoTimeIsAdded(String name, boolean local, End end) throws IOException {
		List<Duration> added = new ArrayList<>();
		do {
			added.add(addedTime(name + "-" + (added.size() + 1), local, end));
		}
		while (added.size() < MOST_RUNS && Collections.min(added).compareTo(NOISE) >= 0);
		assertThat(Collections.min(added)).as("added: %s", added).isLessThan(NOISE);
	}

	private static Duration addedTime(String name, boolean local, End end) throws IOException {
		// side by side: both have the same noise
		try (FixtureApp app = launch(name + "-with", local, true);
				FixtureApp plain = launch(name + "-without", local, false)) {
			awaitServing(app);
			awaitServing(plain);
			end.of(app);
			end.of(plain);
			Duration added = app.awaitExit().minus(plain.awaitExit());
			assertThat(app.process().exitValue()).isEqualTo(plain.process().exitValue());
			return added;
		}
	}

	private static FixtureApp launch(String name, boolean local, boolean enabled) {
		FixtureApp.Builder builder = FixtureApp.serving(name)
			.settings("enabled=" + enabled, "propagation.minimum=8s", "propagation.maximum=8s");
		return (local ? builder.local() : builder).launch();
	}

	private static void awaitServing(FixtureApp app) throws IOException {
		app.awaitUp();
		assertThat(app.get("/work").status()).isEqualTo(200);
	}

	// a shell without job control starts what runs in the background so
	private static boolean ignoresSigint(FixtureApp app) throws IOException {
		Path status = Path.of("/proc", Long.toString(app.process().pid()), "status");
		if (!Files.exists(status)) {
			return false;
		}
		String ignored = Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.findFirst()
			.orElse("SigIgn: 0");
		return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).trim(), 16) & 2) != 0;
	}

	private interface End {

		void of(FixtureApp app) throws IOException;

	}

}
