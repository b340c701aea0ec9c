package io.shutdownstarter.test;

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
		try {
			Process guard = new ProcessBuilder("sh", "-c", OrphanGuard.SCRIPT).start();
			String lines = "add %1$d\nadd %2$d\nadd %3$d\nend %2$d\nend %2$d\nend %1$d\n";
			guard.getOutputStream()
				.write(lines.formatted(first.pid(), second.pid(), watched.pid()).getBytes(StandardCharsets.US_ASCII));
			guard.getOutputStream().close();

			assertThat(guard.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(watched.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(first.isAlive()).isTrue();
			assertThat(second.isAlive()).isTrue();
		}
		finally {
			first.destroyForcibly();
			second.destroyForcibly();
			watched.destroyForcibly();
		}
	}

	private static Process sleep() throws IOException {
		return new ProcessBuilder("sleep", "60").start();
	}

}
