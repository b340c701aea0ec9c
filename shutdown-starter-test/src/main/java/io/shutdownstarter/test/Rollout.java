package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Replaces replica after replica as a Deployment does with one pod of surge: a new pod
 * has to be ready before an old one is deleted.
 */
final class Rollout {

	private final Rehearsal rehearsal;

	private final Fleet fleet;

	private final ServiceRouter router;

	private final KubeletEmulator kubelet;

	private final ScheduledExecutorService timer;

	private final Journal journal;

	private final LongSupplier nanoClock;

	private final List<Deletion> deletions = new ArrayList<>();

	Rollout(Rehearsal rehearsal, Fleet fleet, ServiceRouter router, ScheduledExecutorService timer, Journal journal,
			LongSupplier nanoClock) {
		this.rehearsal = rehearsal;
		this.fleet = fleet;
		this.router = router;
		this.timer = timer;
		this.journal = journal;
		this.nanoClock = nanoClock;
		this.kubelet = new KubeletEmulator(rehearsal.hook(), rehearsal.gracePeriod(), rehearsal.seed(), nanoClock,
				journal::write);
	}

	// Starts the first replicas side by side; blocks until all are ready.
	List<Pod> begin() throws InterruptedException {
		List<Pod> pods = new ArrayList<>();
		for (int i = 0; i < this.rehearsal.replicas(); i++) {
			pods.add(this.fleet.start());
		}
		for (Pod pod : pods) {
			enter(pod);
		}
		return pods;
	}

	// Replaces one pod; blocks until it is gone, and everybody knows it.
	void replace(Pod old) throws InterruptedException {
		enter(this.fleet.start());
		boolean alive = old.process().isAlive();
		this.journal.write(old.name() + " deleted");
		long deleted = this.nanoClock.getAsLong();
		ScheduledFuture<Long> removal = this.timer.schedule(() -> remove(old), this.rehearsal.propagation().toNanos(),
				TimeUnit.NANOSECONDS);
		PodEnd end = this.kubelet.terminate(old);
		this.journal.write(old.name() + (end.killed() ? " killed" : " ended with " + end.exitCode()));
		this.deletions.add(
				new Deletion(old.name(), old.log(), deleted, Duration.ofNanos(removed(removal) - deleted), end, alive));
	}

	private void enter(Pod pod) throws InterruptedException {
		pod.awaitReady(this.rehearsal.startTimeout());
		this.router.add(endpoint(pod));
		this.journal.write(pod.name() + " ready, endpoint added");
	}

	private long remove(Pod pod) {
		this.router.remove(endpoint(pod));
		long removed = this.nanoClock.getAsLong();
		this.journal.write(pod.name() + " endpoint removed");
		return removed;
	}

	private long removed(ScheduledFuture<Long> removal) throws InterruptedException {
		try {
			return removal.get(this.rehearsal.propagation().toSeconds() + 10, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("An endpoint was not removed", ex);
		}
	}

	private static ServiceRouter.Endpoint endpoint(Pod pod) {
		return new ServiceRouter.Endpoint(pod.name(), pod.port());
	}

	List<Deletion> deletions() {
		return this.deletions;
	}

	/**
	 * A pod that was deleted.
	 *
	 * @param deletedNanos when, on the rehearsal's clock
	 * @param endpointRemoved how much later the router learnt it
	 * @param alive whether it was running until then
	 */
	record Deletion(String pod, Path log, long deletedNanos, Duration endpointRemoved, PodEnd end, boolean alive) {

		long sigtermNanos() {
			return this.deletedNanos + this.end.sigterm().toNanos();
		}

	}

}
