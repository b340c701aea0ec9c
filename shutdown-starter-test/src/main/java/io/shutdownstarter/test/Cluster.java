package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * What a scenario plays on: pods that can be started and deleted, and the endpoints of
 * those that are ready.
 */
final class Cluster implements AutoCloseable {

	// Beyond its grace period and the kubelet's 2 s: what a SIGKILL and our own threads
	// may take on a machine that is very busy.
	private static final Duration MARGIN = Duration.ofSeconds(30);

	private final Rehearsal rehearsal;

	private final Fleet fleet;

	private final Endpoints endpoints;

	private final KubeletEmulator kubelet;

	private final Traffic traffic;

	private final Journal journal;

	private final LongSupplier nanoClock;

	private final ExecutorService kubelets = Executors.newCachedThreadPool(Cluster::daemon);

	private final SplittableRandom random;

	private final List<Pod> serving = new CopyOnWriteArrayList<>();

	private final List<Deletion> deletions = new CopyOnWriteArrayList<>();

	private final Queue<PodProblem> problems = new ConcurrentLinkedQueue<>();

	private volatile boolean resting;

	Cluster(Rehearsal rehearsal, Fleet fleet, Router router, Traffic traffic, ScheduledExecutorService timer,
			Journal journal, LongSupplier nanoClock) {
		this.rehearsal = rehearsal;
		this.fleet = fleet;
		this.traffic = traffic;
		this.journal = journal;
		this.nanoClock = nanoClock;
		this.endpoints = new Endpoints(rehearsal, router, timer, journal, nanoClock);
		this.kubelet = new KubeletEmulator(rehearsal.hook(), rehearsal.gracePeriod(), rehearsal.seed(), nanoClock,
				journal::write)
			.withKubelet(rehearsal.kubelet());
		this.random = new SplittableRandom(rehearsal.seed());
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "rehearsal-kubelet");
		thread.setDaemon(true);
		return thread;
	}

	Rehearsal rehearsal() {
		return this.rehearsal;
	}

	// Blocks while the clients go on.
	void goOn(Duration time) throws InterruptedException {
		this.traffic.goOn(time);
	}

	// Lets no client begin a request until resumed.
	void pause() {
		this.traffic.pause();
		this.journal.write(Kind.TRAFFIC, "traffic paused");
	}

	void resume() {
		this.traffic.resume();
		this.journal.write(Kind.TRAFFIC, "traffic resumed");
	}

	SplittableRandom random() {
		return this.random;
	}

	// The pods that are ready and not deleted, the oldest first.
	List<Pod> serving() {
		return List.copyOf(this.serving);
	}

	// Starts pods side by side; blocks until all are ready.
	List<Pod> grow(int count) throws InterruptedException {
		List<Pod> pods = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			pods.add(start());
		}
		for (Pod pod : pods) {
			enter(pod);
		}
		return pods;
	}

	// Starts a pod; does not wait until it is ready.
	Pod start() {
		Pod pod = this.fleet.start();
		this.journal.write(Kind.STARTED, pod.name(), "started");
		return pod;
	}

	// Blocks until the pod is ready, and adds its endpoint.
	void enter(Pod pod) throws InterruptedException {
		pod.awaitReady(this.rehearsal.startTimeout());
		this.journal.write(Kind.READY, pod.name(), "ready");
		this.serving.add(pod);
		this.endpoints.add(pod);
		this.kubelet.probe(pod, (result) -> probed(pod, result));
		CompletableFuture<Void> watched = pod.process().onExit().thenAccept((process) -> ended(pod, process));
		watched.exceptionally((ex) -> {
			throw new IllegalStateException("The end of " + pod.name() + " was not noted", ex);
		});
	}

	private void ended(Pod pod, Process process) {
		if (!this.resting && this.serving.remove(pod)) {
			String detail = "ended by itself with " + process.exitValue();
			this.journal.write(Kind.ENDED, pod.name(), detail);
			this.problems.add(new PodProblem(pod.name(), PodProblem.Kind.ENDED_BY_ITSELF, detail));
			this.endpoints.lose(pod);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void probed(Pod pod, ProbeResult result) {
		if (result.kind() == ProbeResult.Kind.READINESS) {
			this.endpoints.probed(pod, result.succeeded());
		}
		else if (!result.succeeded() && this.serving.remove(pod)) {
			this.kubelets.submit(() -> {
				restart(pod);
				return null;
			});
		}
	}

	// The old container's end shows in its readiness probe, if there is one.
	private void restart(Pod pod) throws InterruptedException {
		long began = this.nanoClock.getAsLong();
		PodEnd end = this.kubelet.terminate(pod, KillReason.LIVENESS_FAILED);
		Pod restarted;
		synchronized (this.fleet) {
			if (this.resting) {
				return;
			}
			restarted = this.fleet.restart(pod);
		}
		ended(pod, began, began, end, KillReason.LIVENESS_FAILED, true);
		try {
			enter(restarted);
		}
		catch (PodNotReadyException ex) {
			this.problems.add(ex.problem());
		}
	}

	// Deletes a pod; does not block.
	Future<Deletion> delete(Pod pod) {
		return delete(pod, KillReason.DELETED);
	}

	// Ends a pod for a reason; does not block.
	Future<Deletion> delete(Pod pod, KillReason reason) {
		boolean ready = this.serving.remove(pod);
		this.journal.write(Kind.DELETED, pod.name(), "deleted");
		long deleted = this.nanoClock.getAsLong();
		ScheduledFuture<Long> removal = this.endpoints.delete(pod);
		return this.kubelets.submit(() -> {
			PodEnd end = this.kubelet.terminate(pod, reason);
			long removed = removal.get(this.rehearsal.propagation().longest().plus(MARGIN).toMillis(),
					TimeUnit.MILLISECONDS);
			this.endpoints.forget(pod);
			return ended(pod, deleted, removed, end, reason, ready);
		});
	}

	private Deletion ended(Pod pod, long deleted, long removed, PodEnd end, KillReason reason, boolean ready) {
		this.journal.write(Kind.ENDED, pod.name(), end.killed() ? "killed" : "ended with " + end.exitCode());
		boolean reached = ready && !this.rehearsal.kubelet().hookFault().keepsFromPod();
		long promised = this.rehearsal.gracePeriod().toSeconds();
		Deletion deletion = new Deletion(pod.name(), pod.log(), deleted, Duration.ofNanos(removed - deleted), end,
				reached, reason.grace(this.rehearsal.kubelet(), promised).seconds() < promised);
		this.deletions.add(deletion);
		return deletion;
	}

	// Calls the hook of a pod that nobody deletes. Blocks until the pod is ready again.
	void callHook(Pod pod) throws InterruptedException {
		this.journal.write(Kind.NOTE, pod.name(), "a stray call of its hook");
		if (new StrayHook(this.kubelet).call(pod)) {
			this.journal.write(Kind.HOOK_OVER, pod.name(), "ready again after the stray call");
			return;
		}
		this.problems.add(new PodProblem(pod.name(), PodProblem.Kind.STAYED_OUT,
				"readiness did not answer 200 within " + StrayHook.RECOVERY.toSeconds() + " s of the hook's end"));
	}

	// Blocks until the pods are gone, and everybody knows it.
	void await(List<Future<Deletion>> deletions) throws InterruptedException {
		Duration atMost = this.rehearsal.kubelet()
			.longestEnd(this.rehearsal.gracePeriod())
			.plus(this.rehearsal.propagation().longest())
			.plus(MARGIN);
		for (Future<Deletion> deletion : deletions) {
			try {
				deletion.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (ExecutionException | TimeoutException ex) {
				throw new IllegalStateException("A pod could not be ended", ex);
			}
		}
	}

	// The pods that were deleted, in this order.
	List<Deletion> deletions() {
		return this.deletions.stream()
			.sorted((one, other) -> Long.signum(one.deletedNanos() - other.deletedNanos()))
			.toList();
	}

	List<PodProblem> problems() {
		return List.copyOf(this.problems);
	}

	// From now on a pod may end without being asked to: the rehearsal is over.
	void rest() {
		synchronized (this.fleet) {
			this.resting = true;
		}
	}

	@Override
	public void close() {
		this.kubelets.shutdownNow();
	}

}
