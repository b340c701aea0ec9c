package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.conformance.fixture.CallingApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Kubelet;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is not alone in its pod, and calls others through a neighbour
 * container. What it calls is an application as well, and holds the calls it is told to.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class NeighboursIT {

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

	private static final Duration MINIMUM = Duration.ofSeconds(2);

	@Test
	@DisplayName("F44: when an old-style sidecar is gone at second 0, the drain does not hang on the dead outgoing calls")
	void f44_theDrainDoesNotHangOnDeadOutgoingCalls() throws IOException {
		try (FixtureApp target = target("f44-target"); FixtureApp app = calling("f44-old-style-sidecar", target)) {
			CompletableFuture<HttpAnswer> early = callHeld(app, target);
			CompletableFuture<PodEnd> end = terminate(app, Kubelet.current());

			assertThat(FixtureApp.get(early).status()).isEqualTo(502);
			assertThat(app.get("/call?path=/work").status()).isEqualTo(502);
			assertThat(app.get("/work").body()).isEqualTo("done");

			assertThat(FixtureApp.get(end).hookAnswered()).isBetween(MINIMUM, Duration.ofSeconds(20));
			assertEndedInOrder(app, FixtureApp.get(end));
		}
	}

	@Test
	@DisplayName("F43: with a native sidecar outgoing calls are answered until the application has ended")
	void f43_outgoingCallsThroughANativeSidecarAreAnsweredToTheEnd() throws IOException {
		try (FixtureApp target = target("f43-target"); FixtureApp app = calling("f43-native-sidecar", target)) {
			CompletableFuture<HttpAnswer> early = callHeld(app, target);
			CompletableFuture<PodEnd> end = terminate(app, Kubelet.current().withNativeSidecars());

			app.awaitLine("Propagation wait ended");
			assertThat(app.get("/call?path=/work").body()).isEqualTo("done");
			target.release("early");

			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertEndedInOrder(app, FixtureApp.get(end));
		}
	}

	@Test
	@DisplayName("F43: as a native sidecar an application drains by its hook at second 0, serves on, and ends behind the main container")
	void f43_aNativeSidecarServesUntilTheMainContainerHasEnded() throws IOException {
		try (FixtureApp sidecar = target("f43-sidecar"); FixtureApp main = calling("f43-main", sidecar)) {
			CompletableFuture<HttpAnswer> early = main.hold("early");
			CompletableFuture<List<PodEnd>> ends = terminate(main, sidecar, GRACE_PERIOD);
			sidecar.awaitLine("Termination drained");
			main.awaitLine("Propagation wait ended");

			assertThat(main.get("/call?path=/work").body()).isEqualTo("done");
			main.release("early");

			PodEnd mainEnd = FixtureApp.get(ends).get(0);
			PodEnd sidecarEnd = FixtureApp.get(ends).get(1);
			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertThat(sidecarEnd.hookAnswered()).isLessThan(mainEnd.sigterm());
			assertThat(sidecarEnd.sigterm()).isGreaterThan(mainEnd.sigterm());
			assertEndedInOrder(main, mainEnd);
			assertEndedInOrder(sidecar, sidecarEnd);
		}
	}

	@Test
	@DisplayName("F43: when the main container has used up the grace period, its native sidecar ends within the 2 s that are left")
	void f43_aNativeSidecarEndsInTimeWhenTheGracePeriodIsUsedUp() throws IOException {
		Duration gracePeriod = Duration.ofSeconds(4);
		try (FixtureApp sidecar = target("f43-sidecar-late"); FixtureApp main = calling("f43-main-late", sidecar)) {
			CompletableFuture<HttpAnswer> held = main.hold("early");
			CompletableFuture<List<PodEnd>> ends = terminate(main, sidecar, gracePeriod);

			PodEnd sidecarEnd = FixtureApp.get(ends).get(1);
			assertThat(FixtureApp.get(ends).get(0).sigterm()).isGreaterThanOrEqualTo(gracePeriod);
			assertThat(sidecarEnd.hookAnswered()).isLessThan(gracePeriod);
			assertThat(sidecarEnd.sigterm()).isGreaterThanOrEqualTo(gracePeriod);
			assertEndedInOrder(sidecar, sidecarEnd);
			assertThat(held).isCompletedExceptionally();
		}
	}

	private static FixtureApp target(String name) {
		return FixtureApp.serving(name).settings("propagation.minimum=0s", "propagation.quiet-period=200ms").start();
	}

	private static FixtureApp calling(String name, FixtureApp target) throws IOException {
		FixtureApp app = FixtureApp.of(CallingApp.class, name)
			.settings("propagation.minimum=" + MINIMUM.toMillis() + "ms", "propagation.quiet-period=200ms")
			.arguments("--fixture.target=http://127.0.0.1:{neighbourPort:" + target.pod().port() + "}")
			.start();
		// as in every pod that has become ready
		assertThat(app.readiness().status()).isEqualTo(200);
		return app;
	}

	private static CompletableFuture<HttpAnswer> callHeld(FixtureApp app, FixtureApp target) {
		CompletableFuture<HttpAnswer> answer = FixtureApp.async(() -> app.get("/call?path=/hold/early"));
		target.awaitLine("holding early");
		return answer;
	}

	private static KubeletEmulator emulator(Kubelet kubelet, Duration gracePeriod) {
		return new KubeletEmulator(Hook.http("/actuator/prestop"), gracePeriod, 1).withKubelet(kubelet);
	}

	private static CompletableFuture<PodEnd> terminate(FixtureApp app, Kubelet kubelet) {
		CompletableFuture<PodEnd> end = FixtureApp.async(() -> app.terminate(emulator(kubelet, GRACE_PERIOD)));
		app.awaitLine("Termination began");
		return end;
	}

	private static CompletableFuture<List<PodEnd>> terminate(FixtureApp main, FixtureApp sidecar,
			Duration gracePeriod) {
		KubeletEmulator kubelet = emulator(Kubelet.current().withNativeSidecars(), gracePeriod);
		return FixtureApp.async(() -> kubelet.terminate(main.pod(), List.of(sidecar.pod())));
	}

	private static void assertEndedInOrder(FixtureApp app, PodEnd end) {
		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(end.killed()).isFalse();
		assertThat(end.exitCode()).isEqualTo(143);
		assertThat(app.lineOf("fixture's beans are destroyed")).isPositive();
		assertThat(app.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(app.terminationMessage(TerminationMessagePolicy.FILE)).contains(" 0 abandoned");
	}

}
