package io.shutdownstarter.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The hook on a management port of its own, at other paths, with and without TLS.
 */
@Execution(ExecutionMode.CONCURRENT)
class ManagementPortIT {

	private static final String PASSWORD = "conformance";

	@TempDir
	private Path directory;

	@Test
	@DisplayName("A2, C29: the hook over TLS, whoever has signed the certificate, on a management port with base paths")
	void a02_oneGetOverTlsReachesTheHook() throws Exception {
		try (FixtureApp app = builder("a02-c29-tls").arguments(ssl()).arguments(basePaths()).start()) {
			assertHookThenSigterm(app, Hook.http("/ops/act/prestop?msg=prestop").withTls());
			assertThat(app.lines()).noneMatch((line) -> line.contains("Another pre-stop hook"));
		}
	}

	@Test
	@DisplayName("C29: a management port of its own with base paths and without TLS, whichever scheme the hook has")
	void c29_aSeparatePortWithBasePaths() throws IOException {
		try (FixtureApp app = builder("c29-base-path").arguments(basePaths()).start()) {
			// the kubelet tries TLS first, and goes on without it
			assertHookThenSigterm(app, Hook.http("/ops/act/prestop").withTls());
		}
	}

	private static void assertHookThenSigterm(FixtureApp app, Hook hook) throws IOException {
		CompletableFuture<PodEnd> ended = FixtureApp.async(() -> app.terminate(hook, Duration.ofSeconds(30)));
		app.awaitLine("Termination began, triggered by the pre-stop hook");
		assertThat(app.get("/work").status()).isEqualTo(200);

		PodEnd end = FixtureApp.get(ended);
		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(HttpAnswer.number(end.hookBody(), "propagationMillis")).isGreaterThanOrEqualTo(1500);
		assertThat(HttpAnswer.number(end.hookBody(), "lateRequests")).isEqualTo(1);
		assertThat(end.exitCode()).isEqualTo(143);
		assertThat(app.line("SIGTERM came")).contains("after the first signal");
	}

	private static FixtureApp.Builder builder(String name) {
		return FixtureApp.serving(name).settings("propagation.minimum=1500ms", "propagation.quiet-period=500ms");
	}

	private static String[] basePaths() {
		return new String[] { "--management.server.base-path=/ops", "--management.endpoints.web.base-path=/act" };
	}

	private String[] ssl() throws IOException, InterruptedException {
		Path keyStore = this.directory.resolve("management.p12").toAbsolutePath();
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "management", "-keyalg", "EC",
				"-dname", "CN=management", "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass",
				PASSWORD)
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
		assertThat(Files.size(keyStore)).isPositive();
		return new String[] { "--management.server.ssl.key-store=" + keyStore,
				"--management.server.ssl.key-store-password=" + PASSWORD,
				"--management.server.ssl.key-store-type=PKCS12" };
	}

}
