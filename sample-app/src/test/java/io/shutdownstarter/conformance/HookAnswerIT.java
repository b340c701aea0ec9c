package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the hook is answered, to kubelets old and new.
 */
@Execution(ExecutionMode.CONCURRENT)
class HookAnswerIT {

	private static final int MOST_THAT_THE_KUBELET_READS = 10 * 1024;

	private static final String[] SETTINGS = { "propagation.minimum=500ms", "propagation.quiet-period=100ms" };

	@Test
	@DisplayName("C23: the call of a kubelet up to 1.25, with two slashes and without its name, is served")
	void c23_theCallOfAnOldKubeletIsServed() {
		try (FixtureApp app = FixtureApp.serving("c23-old-kubelet").sharedPort().settings(SETTINGS).start()) {
			PodEnd end = app
				.terminate(new KubeletEmulator(Hook.http("/actuator/prestop"), Duration.ofSeconds(30), 1).legacy());

			assertThat(end.hookStatus()).isEqualTo(200);
			assertThat(end.hookBody()).contains("\"outcome\":\"drained\"");
			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(app.line("Termination began")).contains("triggered by the pre-stop hook", "0 requests");
			assertThat(app.lineOf("without a pre-stop hook")).isNegative();
		}
	}

	@ParameterizedTest(name = "shared port: {0}")
	@DisplayName("C24: the answer is held until all is done, is small, has an end, and works with gzip")
	@ValueSource(booleans = { true, false })
	void c24_theAnswerIsHeldSmallCompleteAndMayBeZipped(boolean shared) throws IOException {
		FixtureApp.Builder builder = FixtureApp.serving(shared ? "c24-gzip-shared-port" : "c24-gzip-own-port")
			.settings(SETTINGS)
			.arguments("--server.compression.enabled=true", "--server.compression.min-response-size=1B",
					"--server.compression.additional-mime-types=application/vnd.spring-boot.actuator.v3+json");
		try (FixtureApp app = (shared ? builder.sharedPort() : builder).start()) {
			CompletableFuture<HttpAnswer> early = app.hold("early");
			CompletableFuture<HttpAnswer> zipped = hook(app, "Accept-Encoding: gzip");
			app.awaitLine("Termination began");
			CompletableFuture<HttpAnswer> plain = hook(app, "Accept: */*");
			app.awaitLine("Propagation wait ended");
			app.awaitLine("Another pre-stop hook has joined");
			assertThat(zipped).isNotDone();
			assertThat(plain).isNotDone();
			app.release("early");

			assertThat(FixtureApp.get(early).status()).isEqualTo(200);
			assertThat(FixtureApp.get(zipped).headers()).containsEntry("content-encoding", "gzip");
			assertThat(FixtureApp.get(plain).headers()).doesNotContainKey("content-encoding");
			assertComplete(FixtureApp.get(zipped));
			assertComplete(FixtureApp.get(plain));
			app.sigterm();
			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

	private static CompletableFuture<HttpAnswer> hook(FixtureApp app, String header) {
		return FixtureApp.async(() -> {
			try (HttpConnection connection = app.connectToManagement()) {
				return connection.get("/actuator/prestop", "User-Agent: kube-lifecycle/1.34", header);
			}
		});
	}

	// a length, chunks, or (Tomcat's choice where the client is asked to leave) the end
	// of the connection
	private static void assertComplete(HttpAnswer answer) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers()).containsAnyOf(Map.entry("transfer-encoding", "chunked"),
				Map.entry("connection", "close"),
				Map.entry("content-length", Integer.toString(answer.body().length())));
		assertThat(answer.body()).startsWith("{\"outcome\":\"drained\"")
			.endsWith("}")
			.hasSizeLessThan(MOST_THAT_THE_KUBELET_READS);
	}

}
