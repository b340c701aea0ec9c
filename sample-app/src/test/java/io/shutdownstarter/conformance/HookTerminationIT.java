package io.shutdownstarter.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One termination as it should be, on a port shared with the application: the hook, with
 * traffic, probes and a request in flight, then SIGTERM. It is run once and looked at
 * from many sides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class HookTerminationIT {

	private static final Duration TRAFFIC = Duration.ofSeconds(3);

	private static final Duration PAUSE = Duration.ofMillis(100);

	private FixtureApp app;

	private HttpAnswer keptBefore;

	private HttpAnswer keptDuring;

	private boolean keptEnded;

	private HttpAnswer readinessBefore;

	private HttpAnswer readinessWhileDraining;

	private HttpAnswer livenessWhileDraining;

	private HttpAnswer held;

	private HttpResponse<String> http2Before;

	private HttpResponse<String> http2During;

	private final List<HttpAnswer> traffic = new ArrayList<>();

	private final List<HttpAnswer> readiness = new ArrayList<>();

	private final List<HttpAnswer> liveness = new ArrayList<>();

	private PodEnd end;

	@BeforeAll
	void terminate() throws IOException {
		this.app = FixtureApp.serving("hook-termination")
			.sharedPort()
			.arguments("--server.http2.enabled=true")
			.settings("grace-period=30s", "propagation.minimum=2s", "propagation.quiet-period=1500ms",
					"propagation.maximum=20s")
			.start();
		try (HttpConnection kept = this.app.connect()) {
			this.keptBefore = kept.get("/work");
			this.readinessBefore = this.app.readiness();
			this.http2Before = FixtureApp.get(send("/work"));
			CompletableFuture<HttpAnswer> heldAnswer = this.app.hold("early");
			CompletableFuture<PodEnd> ended = FixtureApp
				.async(() -> new KubeletEmulator(Hook.http("/actuator/prestop?msg=prestop"), Duration.ofSeconds(30), 1)
					.terminate(this.app.pod()));
			this.app.awaitLine("Termination began");
			this.keptDuring = kept.get("/work");
			this.keptEnded = kept.isEnded();
			this.http2During = FixtureApp.get(send("/work"));
			sendTrafficAndProbes();
			this.app.awaitLine("Propagation wait ended");
			this.readinessWhileDraining = this.app.readiness();
			this.livenessWhileDraining = this.app.liveness();
			this.app.release("early");
			this.held = FixtureApp.get(heldAnswer);
			this.end = FixtureApp.get(ended);
		}
	}

	// by a client of its own: before 17.0.17 this one gives up what is in flight on a
	// connection that is told to go (JDK-8335181)
	private CompletableFuture<HttpResponse<String>> send(String path) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		URI uri = URI.create("http://127.0.0.1:" + this.app.pod().port() + path);
		return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	private void sendTrafficAndProbes() throws IOException {
		long began = System.nanoTime();
		while (System.nanoTime() - began < TRAFFIC.toNanos()) {
			this.traffic.add(this.app.get("/work"));
			this.readiness.add(this.app.readiness());
			this.liveness.add(this.app.liveness());
			assertThat(this.app.livesOnFor(PAUSE)).isTrue();
		}
	}

	@AfterAll
	void close() {
		this.app.close();
	}

	@Test
	@DisplayName("A1: one GET reaches the path, with the query string, before SIGTERM")
	void a01_oneGetReachesTheHookBeforeSigterm() {
		assertThat(this.app.lines()).filteredOn((line) -> line.startsWith("hook request")).hasSize(1);
		assertThat(this.app.line("hook request")).startsWith("hook request GET /actuator/prestop?msg=prestop HTTP/1.1");
		assertThat(this.app.lineOf("hook request")).isLessThan(this.app.lineOf("SIGTERM came"));
		assertThat(this.end.hookStatus()).isEqualTo(200);
	}

	@Test
	@DisplayName("A3: the hook's effect is visible before the process is gone")
	void a03_theEffectOfTheHookIsVisibleBeforeTheProcessIsGone() {
		assertThat(this.readinessBefore.status()).isEqualTo(200);
		assertThat(this.readiness).first().extracting(HttpAnswer::status).isEqualTo(503);
		assertThat(this.app.lineOf("Termination drained")).isPositive().isLessThan(this.app.lineOf("SIGTERM came"));
	}

	@Test
	@DisplayName("A11: the wait is not repeated by the SIGTERM that follows the hook")
	void a11_sigtermAfterTheHookDoesNotRepeatTheWait() {
		assertThat(this.app.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(this.app.lines()).filteredOn((line) -> line.contains("Propagation wait ended")).hasSize(1);
		assertThat(this.app.line("SIGTERM came")).contains("0 requests in flight");
		assertThat(this.app.lines()).noneMatch((line) -> line.contains("without a pre-stop hook"));
	}

	@Test
	@DisplayName("B13: the application is alive and serves during the hook")
	void b13_theApplicationServesDuringTheHook() {
		assertThat(this.traffic).hasSizeGreaterThan(3).allMatch((answer) -> answer.status() == 200);
		assertThat(this.traffic).allMatch((answer) -> answer.body().equals("done"));
	}

	@Test
	@DisplayName("B14: an application that is done early ends early")
	void b14_theTerminationEndsAsSoonAsItIsDone() {
		assertThat(this.end.hookAnswered()).isLessThan(Duration.ofSeconds(20));
		assertThat(this.end.exit()).isLessThan(Duration.ofSeconds(25));
		assertThat(this.end.killed()).isFalse();
		assertThat(this.end.exitCode()).isEqualTo(143);
		assertThat(this.app.lineOf("fixture's beans are destroyed")).isPositive();
	}

	@Test
	@DisplayName("C22: the kubelet's request is taken as the kubelet sends it")
	void c22_theRequestOfTheKubeletIsAccepted() {
		assertThat(this.app.line("hook request"))
			.endsWith("User-Agent kube-lifecycle/1.34, Accept */*, Accept-Encoding gzip, Host 127.0.0.1:"
					+ this.app.pod().managementPort());
		assertThat(this.end.hookStatus()).isEqualTo(200);
		assertThat(HttpAnswer.number(this.end.hookBody(), "abandoned")).isZero();
	}

	@Test
	@DisplayName("C28: neither the hook's own request nor probes count as work or as traffic")
	void c28_hookAndProbesAreNotCounted() {
		assertThat(this.app.line("Termination began")).contains("1 request in flight");
		// one more on the kept connection, and one by HTTP/2
		assertThat(HttpAnswer.number(this.end.hookBody(), "lateRequests")).isEqualTo(this.traffic.size() + 2);
	}

	@Test
	@DisplayName("D31: readiness is still answered while the hook runs, and so is liveness")
	void d31_readinessIsAnsweredDuringTheHook() {
		assertThat(this.readiness).allMatch((answer) -> answer.status() == 503);
		assertThat(this.readiness).allMatch((answer) -> answer.body().contains("OUT_OF_SERVICE"));
		assertThat(this.liveness).allMatch((answer) -> answer.status() == 200);
	}

	@Test
	@DisplayName("D32: readiness is false as long as the pod is terminating")
	void d32_readinessIsFalseWhileTerminating() {
		assertThat(this.readiness).allMatch((answer) -> answer.status() == 503);
		assertThat(this.readinessWhileDraining.status()).isEqualTo(503);
	}

	@Test
	@DisplayName("D33: liveness stays up through hook and drain")
	void d33_livenessStaysUp() {
		assertThat(this.liveness).allMatch((answer) -> answer.body().contains("UP"));
		assertThat(this.livenessWhileDraining.status()).isEqualTo(200);
	}

	@Test
	@DisplayName("E40: a client that keeps its connection is asked to leave, and sees no reset")
	void e40_keepAliveClientsAreAskedToLeave() {
		assertThat(this.keptBefore.headers()).doesNotContainEntry("connection", "close");
		assertThat(this.keptDuring.status()).isEqualTo(200);
		assertThat(this.keptDuring.headers()).containsEntry("connection", "close");
		assertThat(this.keptEnded).isTrue();
	}

	@Test
	@DisplayName("E40: a client of HTTP/2 gets its answers through hook and drain, without what HTTP/2 forbids")
	void e40_http2RequestsAreAnsweredThroughHookAndDrain() {
		assertThat(List.of(this.http2Before, this.http2During)).allSatisfy((answer) -> {
			assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().map()).doesNotContainKey("connection");
		});
	}

	@Test
	@DisplayName("E41: a request in flight that began before the first signal completes")
	void e41_aRequestThatBeganBeforeTheHookCompletes() {
		assertThat(this.held.status()).isEqualTo(200);
		assertThat(this.held.body()).isEqualTo("held early");
	}

	@Test
	@DisplayName("E42: the wait goes on until it has been quiet, and ends then")
	void e42_theWaitEndsWhenItHasBeenQuiet() {
		long last = HttpAnswer.number(this.end.hookBody(), "lastLateRequestMillis");
		assertThat(last).isGreaterThan(2000);
		assertThat(HttpAnswer.number(this.end.hookBody(), "propagationMillis")).isBetween(last + 1500, 19_000L);
	}

}
