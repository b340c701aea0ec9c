package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each knob of {@link Kubelet}, as a process sees it.
 */
@Tag("long")
@Timeout(60)
class KubeletIT {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration SOON = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	@AutoClose
	private PrintingPod pod;

	@BeforeEach
	void start() throws Exception {
		this.pod = PrintingPod.start(this.directory, "pod-1");
	}

	@Test
	void anotherRealGracePeriodCutsTheHook() throws Exception {
		PodEnd end = terminate(Kubelet.current().withGracePeriod(SECOND));

		assertThat(end.hookAnswered()).isNull();
		assertThat(end.sigterm()).isBetween(SECOND, SOON);
		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "SIGTERM");
	}

	@Test
	void aDuplicateHookArrivesTwiceAndBothAreWaitedFor() throws Exception {
		CompletableFuture<PodEnd> end = PrintingPod
			.async(() -> terminate(Kubelet.current().withHookFault(HookFault.twice())));
		this.pod.awaitLine("hook 1 /prestop");
		this.pod.awaitLine("hook 2 /prestop");

		this.pod.get("/release");

		assertThat(end.get(20, TimeUnit.SECONDS).hookStatus()).isEqualTo(200);
		assertThat(this.pod.lines()).containsSubsequence("up", "answered 1", "SIGTERM")
			.containsSubsequence("up", "answered 2", "SIGTERM");
	}

	@Test
	void aRestartedKubeletBreaksTheHookOffAndCallsItAgainWithTheWholeGracePeriod() throws Exception {
		Kubelet kubelet = Kubelet.current().withHookFault(HookFault.broken(Duration.ofMillis(700)));

		PodEnd end = emulator(kubelet, SECOND).terminate(this.pod.pod());

		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "hook 2 /prestop", "SIGTERM");
		assertThat(end.hookAnswered()).isNull();
		assertThat(end.sigterm()).isGreaterThanOrEqualTo(Duration.ofMillis(1700));
		assertThat(end.exitCode()).isEqualTo(143);
	}

	@Test
	void aHookThatIsOverBeforeTheKubeletRestartsIsNotCalledAgain() throws Exception {
		this.pod.get("/release");

		PodEnd end = terminate(Kubelet.current().withHookFault(HookFault.broken(SOON)));

		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(this.pod.lines()).doesNotContain("hook 2 /prestop");
	}

	@Test
	void aRefusedHookNeverArrivesAndSigtermFollowsAtOnce() throws Exception {
		PodEnd end = terminate(Kubelet.current().withHookFault(HookFault.refused()));

		assertThat(end.hookFailure()).contains("ConnectException");
		assertThat(end.hookAnswered()).isNotNull();
		assertThat(end.sigterm()).isLessThan(SOON);
		assertThat(this.pod.lines()).containsExactly("up", "SIGTERM");
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 404, 500 })
	void aHookThatSomethingElseAnswersNeverArrivesAndIsTakenForASuccess(int status) throws Exception {
		PodEnd end = terminate(Kubelet.current().withHookFault(HookFault.answered(status)));

		assertThat(end.hookStatus()).isEqualTo(status);
		assertThat(end.hookFailure()).isEmpty();
		assertThat(end.sigterm()).isLessThan(SOON);
		assertThat(this.pod.lines()).containsExactly("up", "SIGTERM");
	}

	@Test
	void aLivenessKillRunsTheHookAndStartsTheSameReplicaAgain() throws Exception {
		this.pod.get("/release");
		PodRestart restart = emulator(Kubelet.current(), SOON).restart(this.pod.pod());
		try (PrintingPod second = new PrintingPod(restart.pod())) {
			second.awaitLine("up");

			assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "answered 1", "SIGTERM");
			assertThat(restart.end().exitCode()).isEqualTo(143);
			assertThat(second.pod().name()).isEqualTo(this.pod.pod().name());
			assertThat(second.get("/health?readiness")).isEqualTo(200);
		}
	}

	@Test
	void aLivenessKillHasTheGracePeriodOfItsProbe() throws Exception {
		Kubelet kubelet = Kubelet.current().withLivenessProbe(Probe.http("/health").withGracePeriod(SECOND));

		PodEnd end = emulator(kubelet, Duration.ofSeconds(30)).terminate(this.pod.pod(), KillReason.LIVENESS_FAILED);

		assertThat(end.sigterm()).isBetween(SECOND, SOON);
		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "SIGTERM");
	}

	@Test
	void anEvictionLeavesOneSecondForTheHook() throws Exception {
		PodEnd end = emulator(Kubelet.current(), Duration.ofSeconds(30)).terminate(this.pod.pod(), KillReason.EVICTED);

		assertThat(end.sigterm()).isBetween(SECOND, SOON);
		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "SIGTERM");
	}

	@Test
	void aNodeShutdownLeavesWhatTheNodeHas() throws Exception {
		PodEnd end = emulator(Kubelet.current().withNodeShutdown(SECOND), Duration.ofSeconds(30))
			.terminate(this.pod.pod(), KillReason.NODE_SHUT_DOWN);

		assertThat(end.sigterm()).isBetween(SECOND, SOON);
		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "SIGTERM");
	}

	@Test
	void aSecondDeletionWithAShorterGracePeriodOnlyCountsForTheNextAttempt() throws Exception {
		KubeletEmulator kubelet = emulator(Kubelet.current().withHookFault(HookFault.broken(Duration.ofMillis(1500))),
				Duration.ofSeconds(40));
		CompletableFuture<PodEnd> end = PrintingPod.async(() -> kubelet.terminate(this.pod.pod()));
		this.pod.awaitLine("hook 1 /prestop");

		kubelet.terminateAgain(this.pod.pod(), SECOND);
		kubelet.terminateAgain(this.pod.pod(), Duration.ofSeconds(50));

		assertThat(end.get(20, TimeUnit.SECONDS).sigterm()).isGreaterThanOrEqualTo(Duration.ofMillis(2500));
		assertThat(this.pod.lines()).containsExactly("up", "hook 1 /prestop", "hook 2 /prestop", "SIGTERM");
	}

	private PodEnd terminate(Kubelet kubelet) throws Exception {
		return emulator(kubelet, Duration.ofSeconds(30)).terminate(this.pod.pod());
	}

	private static KubeletEmulator emulator(Kubelet kubelet, Duration gracePeriod) {
		return new KubeletEmulator(PrintingPod.HOOK, gracePeriod, 1).withKubelet(kubelet);
	}

}
