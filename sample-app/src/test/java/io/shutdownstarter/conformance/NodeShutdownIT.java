package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KillReason;
import io.shutdownstarter.test.Kubelet;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.PodEnd;
import io.shutdownstarter.test.Probe;
import io.shutdownstarter.test.ProbeResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that is shut down: less time than the pod was promised, and nobody who looks at
 * readiness, so requests come to the end.
 */
@Tag("long")
@Isolated("its times are tight")
class NodeShutdownIT {

	@ParameterizedTest(name = "{1} s in the manifest, {2} s on the node")
	@DisplayName("F45: in the shorter one of the node's time and the pod's, what can be saved is saved, although nobody probes readiness")
	@CsvSource({ "f45-node-is-shorter, 30, 3, 3", "f45-pod-is-shorter, 2, 15, 2" })
	void f45_aNodeShutdownLosesNothingThatCanBeSaved(String name, long manifestSeconds, long nodeSeconds, long seconds)
			throws IOException, InterruptedException {
		BlockingQueue<ProbeResult> changes = new LinkedBlockingQueue<>();
		KubeletEmulator kubelet = new KubeletEmulator(Hook.http("/actuator/prestop"),
				Duration.ofSeconds(manifestSeconds), 1)
			.withKubelet(Kubelet.current()
				.withNodeShutdown(Duration.ofSeconds(nodeSeconds))
				.withReadinessProbe(Probe.readiness().withPeriod(Duration.ofMillis(200)).withThresholds(1, 1)));
		try (FixtureApp app = FixtureApp.serving(name)
			.settings("grace-period=30s", "propagation.minimum=10s", "propagation.maximum=12s")
			.start()) {
			kubelet.probe(app.pod(), changes::add);
			assertThat(changes.poll(FixtureApp.SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			CompletableFuture<HttpAnswer> early = app.hold("early");
			CompletableFuture<PodEnd> end = FixtureApp
				.async(() -> kubelet.terminate(app.pod(), KillReason.NODE_SHUT_DOWN));
			app.awaitLine("Termination began");
			CompletableFuture<HttpAnswer> late = app.hold("late");
			assertThat(app.readiness().status()).isEqualTo(503);
			app.awaitLine("SIGTERM came");
			app.release("early");
			app.release("late");

			assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
			assertThat(FixtureApp.get(late).body()).isEqualTo("held late");
			assertThat(FixtureApp.get(end).sigterm()).isBetween(Duration.ofSeconds(seconds),
					Duration.ofSeconds(seconds + 5));
			assertThat(FixtureApp.get(end).killed()).isFalse();
			assertThat(FixtureApp.get(end).exitCode()).isEqualTo(143);
			assertThat(changes).isEmpty();
		}
	}

}
