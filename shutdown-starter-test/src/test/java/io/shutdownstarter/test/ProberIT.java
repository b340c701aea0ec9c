package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which probes go on beside the hook, and what they find.
 */
@Timeout(60)
class ProberIT {

	private static final Duration PERIOD = Duration.ofMillis(50);

	private final BlockingQueue<ProbeResult> changes = new LinkedBlockingQueue<>();

	@TempDir
	private Path directory;

	@AutoClose
	private PrintingPod pod;

	private KubeletEmulator kubelet;

	@BeforeEach
	void start() throws Exception {
		this.pod = PrintingPod.start(this.directory, "pod-1");
		this.kubelet = new KubeletEmulator(PrintingPod.HOOK, Duration.ofSeconds(30), 1).withKubelet(Kubelet.current()
			.withReadinessProbe(Probe.http("/health?readiness").withPeriod(PERIOD).withThresholds(2, 1))
			.withLivenessProbe(Probe.http("/health?liveness").withPeriod(PERIOD).withThresholds(3, 1)));
		this.kubelet.probe(this.pod.pod(), this.changes::add);
		assertThat(nextChange()).isEqualTo(readiness(true, "status 200"));
	}

	@Test
	void readinessIsProbedBesideTheHookAndLivenessIsNot() throws Exception {
		CompletableFuture<PodEnd> end = terminate(KillReason.DELETED);

		this.pod.get("/become?503");

		assertThat(nextChange()).isEqualTo(readiness(false, "status 503"));
		this.pod.get("/become?200");
		assertThat(nextChange()).isEqualTo(readiness(true, "status 200"));
		this.pod.get("/release");
		assertThat(end.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
		assertNotReadyAnyMore();
		assertThat(this.pod.lines()).contains("probe readiness 503", "probe liveness 200")
			.doesNotContain("probe liveness 503");
		assertThat(this.changes).isEmpty();
	}

	@Test
	void nothingIsProbedDuringAnEvictionSoThePodSeemsReadyToItsEnd() throws Exception {
		CompletableFuture<PodEnd> end = terminate(KillReason.EVICTED);

		this.pod.get("/become?503");

		assertThat(end.get(20, TimeUnit.SECONDS).sigterm()).isGreaterThan(PERIOD.multipliedBy(3));
		assertThat(this.pod.lines()).doesNotContain("probe readiness 503", "probe liveness 503");
		assertThat(this.changes).isEmpty();
	}

	@Test
	void failedLivenessIsToldOnceAndTheRestartedContainerIsProbedAnew() throws Exception {
		this.pod.get("/become?500");
		assertThat(nextChange(ProbeResult.Kind.LIVENESS))
			.isEqualTo(new ProbeResult("pod-1", ProbeResult.Kind.LIVENESS, false, "status 500"));
		this.pod.get("/release");
		PodRestart restart = this.kubelet.restart(this.pod.pod());
		try (PrintingPod second = new PrintingPod(restart.pod())) {
			second.awaitLine("up");
			this.changes.clear();
			this.kubelet.probe(second.pod(), this.changes::add);

			assertThat(nextChange()).isEqualTo(readiness(true, "status 200"));
			assertThat(this.pod.lines()).filteredOn("probe liveness 500"::equals).hasSize(3);
		}
	}

	@Test
	void aProbeThatIsNotAnsweredInTimeHasFailed() throws Exception {
		KubeletEmulator strict = this.kubelet.withKubelet(Kubelet.current()
			.withLivenessProbe(Probe.http("/prestop").withTimeout(Duration.ofMillis(100)).withThresholds(1, 1)));

		strict.probe(this.pod.pod(), this.changes::add);

		assertThat(nextChange()).matches((change) -> change.kind() == ProbeResult.Kind.LIVENESS && !change.succeeded())
			.extracting(ProbeResult::detail)
			.asString()
			.contains("SocketTimeoutException");
	}

	@Test
	void aProcessThatIsGoneIsNotReady() throws Exception {
		this.pod.pod().process().destroyForcibly();

		assertNotReadyAnyMore();
	}

	// with the end of the process, or just before by a connection that is refused
	private void assertNotReadyAnyMore() throws InterruptedException {
		assertThat(nextChange(ProbeResult.Kind.READINESS)).matches((change) -> !change.succeeded());
	}

	private CompletableFuture<PodEnd> terminate(KillReason reason) throws Exception {
		CompletableFuture<PodEnd> end = PrintingPod.async(() -> this.kubelet.terminate(this.pod.pod(), reason));
		this.pod.awaitLine("hook 1 /prestop");
		return end;
	}

	private static ProbeResult readiness(boolean succeeded, String detail) {
		return new ProbeResult("pod-1", ProbeResult.Kind.READINESS, succeeded, detail);
	}

	private @Nullable ProbeResult nextChange() throws InterruptedException {
		return this.changes.poll(20, TimeUnit.SECONDS);
	}

	private @Nullable ProbeResult nextChange(ProbeResult.Kind kind) throws InterruptedException {
		ProbeResult change = nextChange();
		return (change != null && change.kind() != kind) ? nextChange(kind) : change;
	}

}
