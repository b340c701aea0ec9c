package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.HookFault;
import io.shutdownstarter.test.Kubelet;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pod that is deleted once more while it is being terminated, with another grace
 * period: first a shorter and then a longer one.
 */
@Tag("long")
@Isolated("its times are tight")
class SecondDeletionIT {

	private static final Duration MINIMUM = Duration.ofSeconds(4);

	private static final Duration BREAK = Duration.ofSeconds(2);

	private static final Duration SHORTER = Duration.ofSeconds(1);

	private static final Duration LONGER = Duration.ofSeconds(90);

	@Test
	@DisplayName("F46: a second deletion does not cut the hook that is under way, and the drain comes to its end")
	void f46_aSecondDeletionDoesNotCutTheRunningHook() throws IOException {
		try (FixtureApp app = start("f46-running-hook")) {
			CompletableFuture<HttpAnswer> early = app.hold("early");
			CompletableFuture<PodEnd> end = deleteThrice(app, Kubelet.current());
			app.awaitLine("Propagation wait ended");
			app.release("early");

			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertThat(FixtureApp.get(end).hookStatus()).isEqualTo(200);
			assertThat(FixtureApp.get(end).hookAnswered()).isGreaterThanOrEqualTo(MINIMUM);
			assertThat(FixtureApp.get(end).killed()).isFalse();
		}
	}

	@Test
	@DisplayName("F46: for a hook that is called again the shortest grace period counts, and what can be saved is saved in it")
	void f46_theShortestGracePeriodCountsForAHookThatIsCalledAgain() throws IOException {
		try (FixtureApp app = start("f46-hook-again")) {
			CompletableFuture<HttpAnswer> early = app.hold("early");
			CompletableFuture<PodEnd> end = deleteThrice(app, Kubelet.current().withHookFault(HookFault.broken(BREAK)));
			app.awaitLine("Another pre-stop hook has joined");
			app.awaitLine("SIGTERM came");
			app.release("early");

			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertThat(FixtureApp.get(end).hookFailure()).contains("not answered");
			assertThat(FixtureApp.get(end).sigterm()).isBetween(BREAK.plus(SHORTER), Duration.ofSeconds(20));
			assertThat(FixtureApp.get(end).killed()).isFalse();
			assertThat(FixtureApp.get(end).exitCode()).isEqualTo(143);
			assertThat(app.line("SIGTERM came")).contains("at the time at which the kubelet gives up");
		}
	}

	private static CompletableFuture<PodEnd> deleteThrice(FixtureApp app, Kubelet behaviour) {
		KubeletEmulator kubelet = new KubeletEmulator(Hook.http("/actuator/prestop"), Duration.ofSeconds(30), 1)
			.withKubelet(behaviour);
		CompletableFuture<PodEnd> end = FixtureApp.async(() -> app.terminate(kubelet));
		app.awaitLine("Termination began");
		kubelet.terminateAgain(app.pod(), SHORTER);
		kubelet.terminateAgain(app.pod(), LONGER);
		return end;
	}

	private static FixtureApp start(String name) throws IOException {
		FixtureApp app = FixtureApp.serving(name)
			.settings("grace-period=30s", "propagation.minimum=" + MINIMUM.toMillis() + "ms",
					"propagation.quiet-period=200ms")
			.start();
		// as in every pod that has become ready
		assertThat(app.readiness().status()).isEqualTo(200);
		return app;
	}

}
