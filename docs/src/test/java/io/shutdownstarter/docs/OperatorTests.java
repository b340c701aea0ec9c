package io.shutdownstarter.docs;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the commands of an operator, on an application as the manifest has it.
 */
class OperatorTests {

	private static final String HEADING = "Taking a pod out, and putting it back";

	static List<String> commands() {
		return Document.of("docs/operations.md")
			.blocks()
			.stream()
			.filter((block) -> block.heading().equals(HEADING))
			.flatMap((block) -> block.lines().stream())
			.filter((line) -> line.startsWith("curl "))
			.toList();
	}

	@Test
	void thePodIsTakenOutAndPutBack() {
		try (ConfigurableApplicationContext application = OpenApplication.start("--management.server.port=0",
				"--shutdown-starter.prestop.token=secret")) {
			int port = application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			assertThat(commands()).satisfiesExactly((command) -> assertThat(status(command, port)).isEqualTo(200),
					(command) -> assertThat(status(command, port)).isEqualTo(503),
					(command) -> assertThat(status(command, port)).isEqualTo(200));
			assertThat(status(commands().get(1), port)).isEqualTo(200);
		}
	}

	private static int status(String command, int port) {
		return Call.curl(command.replace("$PRESTOP_TOKEN", "secret"), port).statusCode();
	}

}
