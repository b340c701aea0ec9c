package io.shutdownstarter.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.BareApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Kubernetes shows for a container that has ended.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class TerminationMessageIT {

	private static final Hook HOOK = Hook.http("/actuator/prestop");

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

	private static final String[] SHORT_WAIT = { "propagation.minimum=500ms", "propagation.quiet-period=100ms" };

	private static final String DRAINED = "Termination drained after ";

	private static final int ABANDONED = 250;

	/**
	 * A container's view of its devices: those that every container has, and the
	 * termination message as a file of the node, as the kubelet mounts it.
	 */
	private static final String CONTAINER = """
			message=$1; shift
			dev=$(mktemp -d)
			mount -t tmpfs tmpfs "$dev"
			for device in null zero full random urandom; do
				touch "$dev/$device"
				mount --bind "/dev/$device" "$dev/$device"
			done
			touch "$dev/termination-log"
			mount --bind "$message" "$dev/termination-log"
			mount --move "$dev" /dev
			rmdir "$dev"
			exec "$@"
			""";

	@TempDir
	private Path directory;

	@Test
	@DisplayName("G49, G50: a user without rights leaves the message in /dev/termination-log, and it is shown")
	void g49_anybodyLeavesTheMessageAtTheDefaultPath() throws Exception {
		Path message = file("rw-rw-rw-");
		List<String> launcher = new ArrayList<>(isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "-rm"));
		assumeWorks(launcher);
		launcher.addAll(List.of("sh", "-ec", CONTAINER, "sh", message.toString()));
		launcher.addAll(nobody());
		try (FixtureApp app = FixtureApp.of(BareApp.class, "g49-default-path")
			.launchedBy(launcher.toArray(String[]::new))
			.messageFile(message)
			.settings(SHORT_WAIT)
			.start()) {
			assertThat(Files.size(message)).isZero();
			PodEnd end = app.terminate(HOOK, GRACE_PERIOD);

			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(app.terminationMessage(TerminationMessagePolicy.FILE)).startsWith(DRAINED)
				.contains("triggered by the pre-stop hook", "0 abandoned");
			// the log would be shown for an exit code of 143, were the file empty
			assertThat(app.terminationMessage(TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR)).startsWith(DRAINED);
		}
	}

	@Test
	@DisplayName("G49, G50: if the file may not be written, nothing fails, and the end of the log is shown on demand")
	void g49_aFileThatMayNotBeWrittenIsNoFailure() throws Exception {
		Path message = file("r--r--r--");
		try (FixtureApp app = FixtureApp.of(BareApp.class, "g49-not-writable")
			.launchedBy(nobody().toArray(String[]::new))
			.messageFile(message)
			.settings("termination-message.path=" + message)
			.settings(SHORT_WAIT)
			.start()) {
			PodEnd end = app.terminate(HOOK, GRACE_PERIOD);

			assertEndedInOrder(app, end);
			assertThat(app.terminationMessage(TerminationMessagePolicy.FILE)).isEmpty();
			assertThat(app.terminationMessage(TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR)).contains(DRAINED,
					"fixture's beans are destroyed");
		}
	}

	@Test
	@DisplayName("G49: no message if it is switched off, and no hanging end if its path is a pipe that nobody reads")
	void g49_noMessageIfSwitchedOffAndNoHangingEndAtAPipe() throws Exception {
		Path pipe = this.directory.resolve("pipe");
		run("mkfifo", pipe.toString());
		Path off = file("rw-rw-rw-");
		try (FixtureApp disabled = launch("g49-disabled", off, "enabled=false", "path=" + off);
				FixtureApp inPipe = launch("g49-pipe", off, "path=" + pipe)) {
			for (FixtureApp app : List.of(disabled, inPipe)) {
				app.awaitUp();
				assertEndedInOrder(app, app.terminate(HOOK, GRACE_PERIOD));
			}
			assertThat(off).isEmptyFile();
		}
	}

	@Test
	@DisplayName("G51: with hundreds of abandoned requests the message fits into 4096 bytes, and its last line says it all")
	void g51_hundredsOfAbandonedRequestsFitAndTheSummaryIsLast() throws IOException {
		List<HttpConnection> connections = new ArrayList<>();
		try (FixtureApp app = FixtureApp.serving("g51-abandoned")
			.arguments("--server.tomcat.threads.max=" + 2 * ABANDONED)
			.settings("grace-period=8s", "close-reserve=5s")
			.settings(SHORT_WAIT)
			.start()) {
			for (int i = 0; i < ABANDONED; i++) {
				HttpConnection connection = app.connect();
				connections.add(connection);
				connection.send("GET /hold/" + i + "-" + "long".repeat(100) + "?secret=1 HTTP/1.1\r\nHost: a\r\n\r\n");
			}
			app.awaitLines("holding ", ABANDONED);

			app.sigterm();

			assertThat(app.awaitExit()).isLessThan(Duration.ofSeconds(8));
			assertThat(app.process().exitValue()).isEqualTo(143);
			String message = app.terminationMessage(TerminationMessagePolicy.FILE);
			assertThat(message.length()).isBetween(3000, 4096);
			assertThat(message).matches("(?s)abandoned: \\d+ more\n.*").contains("GET /hold/").doesNotContain("secret");
			assertThat(message.lines()).last()
				.asString()
				.startsWith("Termination deadline passed after 3")
				.contains("triggered by SIGTERM without a hook")
				.endsWith(ABANDONED + " abandoned");
		}
		finally {
			for (HttpConnection connection : connections) {
				connection.close();
			}
		}
	}

	private static FixtureApp launch(String name, Path message, String... settings) {
		FixtureApp.Builder builder = FixtureApp.of(BareApp.class, name).messageFile(message).settings(SHORT_WAIT);
		for (String setting : settings) {
			builder.settings("termination-message." + setting);
		}
		return builder.launch();
	}

	private static void assertEndedInOrder(FixtureApp app, PodEnd end) {
		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(end.exitCode()).isEqualTo(143);
		assertThat(end.exit()).isLessThan(Duration.ofSeconds(20));
		assertThat(app.lineOf(DRAINED)).isPositive();
		assertThat(app.lines()).noneMatch((line) -> line.contains(" WARN ") || line.contains("Exception"));
	}

	private Path file(String permissions) throws IOException {
		// whoever the application is, it can get there
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path file = Files.createFile(this.directory.resolve("termination-log"));
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	/**
	 * Becomes somebody who may read everything, or the class path would be out of reach,
	 * and write what everybody may.
	 * @return the first words of a command; none if this user is nobody special
	 */
	private static List<String> nobody() {
		String rights = "-all,+dac_read_search";
		return !isRoot() ? List.of() : List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
				"--inh-caps", rights, "--ambient-caps", rights, "--bounding-set", rights);
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static void assumeWorks(List<String> launcher) throws Exception {
		List<String> command = new ArrayList<>(launcher);
		command.add("true");
		Assumptions.assumeTrue(new ProcessBuilder(command).start().waitFor() == 0,
				"This machine makes no mount namespaces for us");
	}

	private static void run(String... command) throws Exception {
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
	}

}
