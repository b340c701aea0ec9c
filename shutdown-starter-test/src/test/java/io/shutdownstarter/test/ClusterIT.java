package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.test.TimelineEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cluster} with a real process.
 */
class ClusterIT {

	private final CountDownLatch readyAgain = new CountDownLatch(2);

	private final Journal journal = new Journal(System::nanoTime, new ProgressListener() {

		@Override
		public void progress(String line) {
			// the event tells more
		}

		@Override
		public void happened(TimelineEvent event) {
			if (event.kind() == Kind.READY) {
				ClusterIT.this.readyAgain.countDown();
			}
		}

	});

	@TempDir
	private Path directory;

	@Test
	void aPodWhoseLivenessFailsIsRestartedInItsPlace() throws Exception {
		Probe failing = Probe.http("/actuator/not-there").withThresholds(1, 1).withPeriod(Duration.ofMinutes(1));
		Rehearsal rehearsal = Rehearsal.of(FixturePods.command("--fixture.hook-millis=200"), FixturePods.load())
			.withKubelet(Kubelet.current().withLivenessProbe(failing));
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		try (Fleet fleet = new Fleet(rehearsal.command(), this.directory);
				Router router = ServiceRouter.start(1);
				Cluster cluster = new Cluster(rehearsal, fleet, router, traffic(rehearsal, router), timer, this.journal,
						System::nanoTime)) {
			cluster.grow(1);
			assertThat(this.readyAgain.await(60, TimeUnit.SECONDS)).isTrue();
			cluster.rest();

			assertThat(cluster.problems()).isEmpty();
			assertThat(cluster.deletions().get(0).end().hookStatus()).isEqualTo(200);
		}
		finally {
			timer.shutdownNow();
		}
		assertThat(this.journal.events()).filteredOn((event) -> "pod-1".equals(event.pod()))
			.extracting(TimelineEvent::kind)
			.containsSubsequence(Kind.ENDPOINT_ADDED, Kind.PROBE, Kind.HOOK_SENT, Kind.HOOK_OVER, Kind.SIGTERM,
					Kind.ENDED, Kind.READY);
	}

	private static Traffic traffic(Rehearsal rehearsal, Router router) {
		return new Traffic(rehearsal.load(), 1,
				new RequestSender.Target(router.port(), rehearsal.load().timeout(), System::nanoTime, router::podOf));
	}

}
