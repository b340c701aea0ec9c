package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Pod}.
 */
@Timeout(30)
class PodIT {

	@TempDir
	private Path directory;

	@Test
	void placeholdersAndEnvironmentReachTheProcess() throws Exception {
		PodCommand command = PodCommand.of(List.of("sh", "-c", "echo $0 $* $COLOUR $KUBERNETES_SERVICE_HOST"))
			.withArguments("{name}-at-{port}")
			.withEnvironment("COLOUR", "blue")
			.withSharedPort();
		try (Pod pod = Pod.start(command, "pod-7", this.directory)) {
			assertThat(pod.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(pod.log()).content()
				.contains("--server.port=" + pod.port(), "pod-7-at-" + pod.port(), "blue 127.0.0.1",
						"accesslog.directory=" + this.directory.resolve("pod-7-served"))
				.doesNotContain("{port}", "{name}", "{accessLogDir}", "management.server.port");
			assertThat(pod.managementPort()).isEqualTo(pod.port());
		}
	}

	@Test
	void aPodThatEndsBeforeItIsReadyIsToldWithItsOutput() throws Exception {
		try (Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", "echo no database; exit 4")), "pod-1",
				this.directory)) {
			assertThatIllegalStateException().isThrownBy(() -> pod.awaitReady(Duration.ofSeconds(20)))
				.withMessageContaining("pod-1 ended with 4 before it was ready")
				.withMessageContaining("no database");
		}
	}

	@Test
	void aPodThatIsNotReadyInTimeIsTold() throws Exception {
		try (Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", "exec sleep 60")), "pod-1", this.directory)) {
			assertThatIllegalStateException().isThrownBy(() -> pod.awaitReady(Duration.ofMillis(300)))
				.withMessageContaining("pod-1 was not ready");
		}
	}

	@Test
	void closingEndsTheProcess() throws Exception {
		Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", "trap '' TERM; exec sleep 60")), "pod-1", this.directory);
		pod.close();
		assertThat(pod.process().isAlive()).isFalse();
	}

	@Test
	void noPodOutlivesAKilledRehearsal() throws Exception {
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "io.shutdownstarter.test.fixture.Orphanage",
				this.directory.toString())
			.start();
		try (BufferedReader output = parent.inputReader()) {
			ProcessHandle pod = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
			assertThat(pod.isAlive()).isTrue();
			parent.destroyForcibly();
			assertThat(pod.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
		}
	}

}
