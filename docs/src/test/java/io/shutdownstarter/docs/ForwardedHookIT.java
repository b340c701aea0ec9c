package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.test.Pod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls of the hook behind Tomcat's valve for forwarded headers, which Boot
 * adds on Kubernetes, on a line whose Tomcat is older than that which the starter is
 * compiled with: the guard sees what the valve takes out.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class ForwardedHookIT {

	private static final String PRESTOP = "/actuator/prestop";

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "Boot {0}, {1}")
	@CsvSource("3.5, servlet")
	void aCallThatWasForwardedIsRefusedAndTheKubeletsIsTaken(String line, String stack) throws Exception {
		LineApplication application = BootLine.of(line).build(stack, "tomcat");
		try (Pod pod = Pod.start(application.command()
			.withSharedPort()
			.withArguments("--shutdown-starter.propagation.minimum=0s",
					"--shutdown-starter.propagation.quiet-period=0s"),
				"forwarded", this.directory)) {
			pod.awaitReady(Duration.ofMinutes(2));

			assertThat(status(pod, PRESTOP, "X-Forwarded-For", "203.0.113.7")).isEqualTo(403);
			assertThat(status(pod, PRESTOP, "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"))
				.isEqualTo(403);
			assertThat(status(pod, "/actuator/health/readiness")).as("nothing has begun").isEqualTo(200);
			assertThat(status(pod, PRESTOP)).isEqualTo(200);
			assertThat(status(pod, "/actuator/health/readiness")).isEqualTo(503);
		}
	}

	private static int status(Pod pod, String path, String... headers) {
		return Call.of(pod.port(), "GET", path, headers).statusCode();
	}

}
