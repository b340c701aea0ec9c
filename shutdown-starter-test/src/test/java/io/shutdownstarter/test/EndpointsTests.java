package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Endpoints}.
 */
class EndpointsTests {

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final Recorder router = new Recorder();

	private final Endpoints endpoints = new Endpoints(
			Rehearsal.of(PodCommand.of(List.of("true")), Load.of(Clients.keepAlive(1, RequestTemplate.get("/"))))
				.withPropagation(Duration.ofMillis(1)),
			this.router, this.timer, new Journal(System::nanoTime, ProgressListener.none()), System::nanoTime);

	@TempDir
	private Path directory;

	private Pod pod;

	@BeforeEach
	void start() throws Exception {
		this.pod = Pod.start(PodCommand.of(List.of("true")), "pod-1", this.directory);
	}

	@AfterEach
	void end() {
		this.timer.shutdownNow();
		this.pod.close();
	}

	@Test
	void aPodThatFailsItsReadinessProbeGetsNoNewConnectionsUntilItPassesAgain() throws InterruptedException {
		this.endpoints.add(this.pod);
		assertThat(this.router.next()).isEqualTo("READY");

		this.endpoints.probed(this.pod, false);
		assertThat(this.router.next()).isEqualTo("NOT_SERVING");

		this.endpoints.probed(this.pod, true);
		assertThat(this.router.next()).isEqualTo("READY");
	}

	@Test
	@SuppressWarnings("FutureReturnValueIgnored")
	void aDeletedPodIsTheLastResortOnlyWhileItPassesItsReadinessProbe() throws InterruptedException {
		this.endpoints.add(this.pod);
		assertThat(this.router.next()).isEqualTo("READY");

		this.endpoints.delete(this.pod);
		assertThat(this.router.next()).isEqualTo("TERMINATING");

		this.endpoints.probed(this.pod, false);
		assertThat(this.router.next()).isEqualTo("NOT_SERVING");

		this.endpoints.forget(this.pod);
		assertThat(this.router.next()).isEqualTo("forgotten");
	}

	@Test
	void aPodThatWasNeverReadyHasNoEndpoint() throws Exception {
		this.endpoints.delete(this.pod).get(10, TimeUnit.SECONDS);

		assertThat(this.router.told).isEmpty();
	}

	@Test
	void aProbeThatConfirmsWhatIsKnownChangesNothing() throws InterruptedException {
		this.endpoints.add(this.pod);
		assertThat(this.router.next()).isEqualTo("READY");

		this.endpoints.probed(this.pod, true);
		this.endpoints.lose(this.pod);

		assertThat(this.router.next()).isEqualTo("forgotten");
	}

	private static final class Recorder implements Router {

		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		@Override
		public int port() {
			return 0;
		}

		@Override
		public void set(Endpoint endpoint, EndpointState state) {
			this.told.add(state.name());
		}

		@Override
		public void forget(Endpoint endpoint) {
			this.told.add("forgotten");
		}

		@Override
		public @Nullable String podOf(int clientPort) {
			return null;
		}

		@Override
		public void close() {
			this.told.clear();
		}

		private @Nullable String next() throws InterruptedException {
			return this.told.poll(10, TimeUnit.SECONDS);
		}

	}

}
