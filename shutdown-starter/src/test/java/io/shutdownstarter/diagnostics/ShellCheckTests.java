package io.shutdownstarter.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.FindingId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which ancestors keep SIGTERM from us. What is written here as {@code /proc} was
 * read from real processes; {@code ProcessOneIT} of the sample has those.
 */
class ShellCheckTests {

	private static final String NONE = "0000000000010000";

	private static final String TRAP = "0000000000014000";

	@TempDir
	private Path proc;

	@ParameterizedTest
	@CsvSource({ "sh -c true; java -jar app.jar; echo, sh", "/bin/dash -c x, dash", "/usr/bin/bash /start.sh, bash",
			"-bash, bash", "busybox sh /start.sh, sh", "/bin/ash -c x, ash" })
	void shellAsProcessOneIsFound(String command, String shell) throws IOException {
		process(1, 0, command, NONE);
		process(7, 1, "java", NONE);
		assertThat(find(7)).hasValueSatisfying((finding) -> {
			assertThat(finding.id()).isEqualTo(FindingId.PID1_SHELL);
			assertThat(finding.fact()).contains("(process 7)", "(" + shell + ", process 1)", "As process 1 it ignores");
			assertThat(finding.toString()).doesNotContain("app.jar");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/usr/bin/tini -- sh -c x", "/sbin/docker-init -- sh", "dumb-init sh" })
	void shellBelowAnInitIsFound(String init) throws IOException {
		process(1, 0, init, NONE);
		process(7, 1, "sh -c x", NONE);
		process(8, 7, "java", NONE);
		assertThat(find(8)).hasValueSatisfying(
				(finding) -> assertThat(finding.fact()).contains("(sh, process 7)", "It ends by SIGTERM"));
	}

	@Test
	void shellBesideAPauseContainerIsFound() throws IOException {
		process(1, 0, "/pause", NONE);
		process(7, 0, "sh -c x", NONE);
		process(8, 7, "java", NONE);
		assertThat(find(8)).isPresent();
	}

	@Test
	void shellThatKeepsTheSignalFromOneThatHandlesItIsFound() throws IOException {
		process(1, 0, "sh -c x", NONE);
		process(7, 1, "bash /start.sh", TRAP);
		process(8, 7, "java", NONE);
		assertThat(find(8)).hasValueSatisfying((finding) -> assertThat(finding.fact()).contains("(sh, process 1)"));
	}

	@Test
	void commandLineThatCannotBeReadLeavesTheName() throws IOException {
		process(1, 0, "", NONE);
		process(7, 1, "java", NONE);
		Files.writeString(this.proc.resolve("1/status"), "Name:\tsh\nPPid:\t0\nSigCgt:\t" + NONE + "\n");
		assertThat(find(7)).isPresent();
	}

	@Test
	void shellThatHandlesTheSignalIsNotFound() throws IOException {
		process(1, 0, "/bin/sh /start.sh", TRAP);
		process(7, 1, "java", NONE);
		assertThat(find(7)).isEmpty();
	}

	@Test
	void jvmAsProcessOneIsNotFound() throws IOException {
		process(1, 0, "java -jar app.jar", NONE);
		assertThat(find(1)).isEmpty();
	}

	@Test
	void jvmBelowAnInitIsNotFound() throws IOException {
		process(1, 0, "/usr/bin/tini -- java", NONE);
		process(7, 1, "java", NONE);
		assertThat(find(7)).isEmpty();
	}

	@Test
	void shellOfABuildIsNotFound() throws IOException {
		process(1, 0, "sh -c build", NONE);
		process(5, 1, "java org.codehaus.plexus.classworlds.launcher.Launcher", NONE);
		process(7, 5, "/bin/sh -c cd x && java", NONE);
		process(8, 7, "java", NONE);
		assertThat(find(8)).isEmpty();
	}

	@Test
	void shellOfATerminalIsNotFound() throws IOException {
		process(1, 0, "/sbin/init", NONE);
		process(5, 1, "/usr/sbin/sshd", NONE);
		process(7, 5, "-bash", NONE);
		process(8, 7, "java", NONE);
		assertThat(find(8)).isEmpty();
	}

	@Test
	void whatIsHiddenIsNotFound() throws IOException {
		process(7, 1, "java", NONE);
		assertThat(find(7)).isEmpty();
		assertThat(new ShellCheck(this.proc.resolve("absent"), 7).finding()).isEmpty();
	}

	@Test
	void thisJvmIsNotFound() {
		assertThat(new ShellCheck(Path.of("/proc"), ProcessHandle.current().pid()).finding()).isEmpty();
	}

	private Optional<Finding> find(long pid) {
		return new ShellCheck(this.proc, pid).finding();
	}

	private void process(long pid, long parent, String command, String caught) throws IOException {
		Path directory = Files.createDirectory(this.proc.resolve(Long.toString(pid)));
		Files.writeString(directory.resolve("status"),
				"Name:\tstart.sh\nPPid:\t%d\nSigCgt:\t%s\n".formatted(parent, caught));
		Files.writeString(directory.resolve("cmdline"), command.replace(' ', '\0') + "\0");
	}

}
