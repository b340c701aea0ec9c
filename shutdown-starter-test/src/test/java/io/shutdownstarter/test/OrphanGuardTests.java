package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shell of {@link OrphanGuard}.
 */
class OrphanGuardTests {

	// its number may belong to somebody else by then
	@Test
	void whatWasForgottenIsNotKilledHoweverOften() throws Exception {
		Process first = sleep();
		Process second = sleep();
		Process watched = sleep();
		Process server = sleep();
		try {
			Process guard = new ProcessBuilder("sh", "-c", OrphanGuard.SCRIPT).start();
			String lines = """
					add KILL:%1$d
					add KILL:%2$d
					add KILL:%3$d
					add TERM:%4$d
					end KILL:%2$d
					end KILL:%2$d
					end KILL:%1$d
					end TERM:%1$d
					""";
			guard.getOutputStream()
				.write(lines.formatted(first.pid(), second.pid(), watched.pid(), server.pid())
					.getBytes(StandardCharsets.US_ASCII));
			guard.getOutputStream().close();

			assertThat(guard.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(watched.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(watched.exitValue()).isEqualTo(128 + 9);
			assertThat(server.exitValue()).isEqualTo(128 + 15);
			assertThat(first.isAlive()).isTrue();
			assertThat(second.isAlive()).isTrue();
		}
		finally {
			first.destroyForcibly();
			second.destroyForcibly();
			watched.destroyForcibly();
			server.destroyForcibly();
		}
	}

	@Test
	void aProcessWhoseParentDiesInTheMiddleOfTheStartEndsByItself() throws Exception {
		Process process = new ProcessBuilder("sh", "-c", OrphanGuard.GATE, "sh", "sleep", "60").start();
		process.getOutputStream().close();

		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aStartedProcessIsTheProgramItselfWithItsArguments() throws Exception {
		Process process = OrphanGuard.start(new ProcessBuilder("printf", "%s,", "two words", "$HOME", "'"));
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.readLine()).isEqualTo("two words,$HOME,',");
			assertThat(process.waitFor()).isZero();
		}
		finally {
			OrphanGuard.forget(process);
		}
	}

	private static Process sleep() throws IOException {
		return new ProcessBuilder("sleep", "60").start();
	}

}
