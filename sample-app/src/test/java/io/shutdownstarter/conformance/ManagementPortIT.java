package io.shutdownstarter.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

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
	@DisplayName("A2: one GET over TLS reaches the path, whoever has signed the certificate")
	void a02_oneGetOverTlsReachesTheHook() throws Exception {
		try (FixtureApp app = builder("a02-tls").arguments(ssl()).start();
				HttpConnection connection = HttpConnection.openTls(app.pod().managementPort())) {
			assertHookThenSigterm(app, connection, "/actuator/prestop?msg=prestop");
		}
	}

	@Test
	@DisplayName("C29: a management port of its own with TLS and base paths")
	void c29_aSeparatePortWithTlsAndBasePaths() throws Exception {
		try (FixtureApp app = builder("c29-tls-base-path").arguments(ssl()).arguments(basePaths()).start();
				HttpConnection connection = HttpConnection.openTls(app.pod().managementPort())) {
			assertHookThenSigterm(app, connection, "/ops/act/prestop");
		}
	}

	@Test
	@DisplayName("C29: a management port of its own with base paths and without TLS")
	void c29_aSeparatePortWithBasePaths() throws IOException {
		try (FixtureApp app = builder("c29-base-path").arguments(basePaths()).start();
				HttpConnection connection = app.connectToManagement()) {
			assertHookThenSigterm(app, connection, "/ops/act/prestop");
		}
	}

	private static void assertHookThenSigterm(FixtureApp app, HttpConnection connection, String path)
			throws IOException {
		CompletableFuture<HttpAnswer> hook = FixtureApp.async(
				() -> connection.get(path, "User-Agent: kube-lifecycle/1.34", "Accept: */*", "Accept-Encoding: gzip"));
		app.awaitLine("Termination began, triggered by the pre-stop hook");
		assertThat(app.get("/work").status()).isEqualTo(200);

		HttpAnswer answer = FixtureApp.get(hook);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.number("propagationMillis")).isGreaterThanOrEqualTo(1500);
		assertThat(answer.number("lateRequests")).isEqualTo(1);
		app.sigterm();
		app.awaitExit();
		assertThat(app.process().exitValue()).isEqualTo(143);
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
