package io.shutdownstarter.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.TroubledApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers that end without anybody having told them: nobody calls the hook, and what
 * is started in their place begins from nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("FutureReturnValueIgnored")
class RestartedContainerIT {

	private static final Hook HOOK = Hook.http("/actuator/prestop");

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

	@TempDir
	private Path temporary;

	@Test
	@DisplayName("A4, G50: an application that has exited by itself has neither hook nor wait, and leaves no message")
	void a04_anApplicationThatHasExitedHasNeitherHookNorWait() throws IOException {
		try (FixtureApp app = FixtureApp.serving("a04-exited")
			.settings("propagation.minimum=15s", "propagation.maximum=15s")
			.start()) {
			app.exit();
			assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(10));

			PodEnd end = app.terminate(HOOK, GRACE_PERIOD);

			assertThat(end.exitCode()).isZero();
			assertThat(end.exit()).isZero();
			assertThat(end.hookAnswered()).isNull();
			assertThat(app.lineOf("Termination began")).isNegative();
			assertThat(app.lineOf("SIGTERM came")).isNegative();
			assertThat(app.terminationMessage(TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR)).isEmpty();
		}
	}

	@Test
	@DisplayName("A5, G50: after a lack of memory, by SIGKILL or by the JVM itself, nothing of ours is left behind")
	void a05_aLackOfMemoryLeavesNothingBehind() throws IOException {
		try (FixtureApp killed = FixtureApp.of(TroubledApp.class, "a05-out-of-memory")
			.jvmArguments("-Djava.io.tmpdir=" + this.temporary, "-XX:+ExitOnOutOfMemoryError")
			.settings("propagation.minimum=500ms", "propagation.quiet-period=100ms")
			.start()) {
			killed.hold("early");
			killed.process().destroyForcibly();
			killed.awaitExit();
			assertEndedWithoutUs(killed, 137);
			try (FixtureApp exhausted = killed.restart()) {
				FixtureApp.async(() -> exhausted.get("/control/exhaust-memory"));
				exhausted.awaitExit();
				assertEndedWithoutUs(exhausted, 3);
				assertThat(exhausted.terminationMessage(TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR))
					.contains("OutOfMemoryError");
				try (FixtureApp fresh = exhausted.restart()) {
					assertServesAndEndsInOrder(fresh);
				}
			}
		}
	}

	private void assertEndedWithoutUs(FixtureApp app, int exitCode) throws IOException {
		PodEnd end = app.terminate(HOOK, GRACE_PERIOD);
		assertThat(end.exitCode()).isEqualTo(exitCode);
		assertThat(end.hookAnswered()).isNull();
		assertThat(app.lineOf("Termination began")).isNegative();
		assertThat(app.terminationMessage(TerminationMessagePolicy.FILE)).isEmpty();
		try (Stream<Path> files = Files.list(this.temporary)) {
			assertThat(files).allMatch((file) -> file.getFileName().toString().startsWith("tomcat"));
		}
	}

	private static void assertServesAndEndsInOrder(FixtureApp app) throws IOException {
		assertThat(app.readiness().status()).isEqualTo(200);
		assertThat(app.get("/work").headers()).doesNotContainEntry("connection", "close");
		PodEnd end = app.terminate(HOOK, GRACE_PERIOD);
		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(end.exitCode()).isEqualTo(143);
		assertThat(app.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(app.terminationMessage(TerminationMessagePolicy.FILE)).startsWith("Termination drained after");
	}

}
