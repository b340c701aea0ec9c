package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Ends a pod as the kubelet of Kubernetes 1.28 and later does: the hook, SIGTERM,
 * SIGKILL, and one grace period for all of them, of which at least 2 s are left for the
 * time after SIGTERM. A container that has already ended has neither hook nor signals.
 * Several pods may be ended at the same time, by a thread each; one pod by one thread.
 *
 * @since 0.1.0
 */
public final class KubeletEmulator {

	private final KubeletContext context;

	private final Map<Pod, ContainerKill> running = new ConcurrentHashMap<>();

	/**
	 * Creates a kubelet that is {@link Kubelet#current()}.
	 * @param hook the pods' hook
	 * @param gracePeriod the pods' {@code terminationGracePeriodSeconds}. Whole seconds,
	 * at least one; a negative one, which Kubernetes takes in a manifest, means 1 s
	 * @param seed decides on the kubelet's own delays
	 */
	public KubeletEmulator(Hook hook, Duration gracePeriod, long seed) {
		this(hook, gracePeriod, seed, System::nanoTime, (kind, pod, what) -> {
		});
	}

	KubeletEmulator(Hook hook, Duration gracePeriod, long seed, LongSupplier nanoClock, Events events) {
		this(new KubeletContext(Kubelet.current(), hook, seconds(gracePeriod), seed, nanoClock, events));
	}

	private KubeletEmulator(KubeletContext context) {
		this.context = context;
	}

	// the API server's CheckGracefulDelete
	private static long seconds(Duration gracePeriod) {
		Assert.isTrue(gracePeriod.isNegative() || gracePeriod.toSeconds() >= 1,
				"'gracePeriod' must be at least 1 s, or negative");
		return gracePeriod.isNegative() ? 1 : gracePeriod.toSeconds();
	}

	/**
	 * Returns a kubelet that behaves in another way.
	 * @param kubelet how it behaves
	 * @return the kubelet
	 */
	public KubeletEmulator withKubelet(Kubelet kubelet) {
		return new KubeletEmulator(this.context.withKubelet(kubelet));
	}

	/**
	 * Returns a kubelet of Kubernetes 1.25 or older: see {@link Kubelet#withLegacy()}.
	 * @return the kubelet
	 */
	public KubeletEmulator legacy() {
		return withKubelet(this.context.kubelet().withLegacy());
	}

	/**
	 * Begins the probes of a pod that has become ready; does not block. They end with its
	 * process, and go on during its termination as the kubelet's do. A container that was
	 * restarted needs its probes anew.
	 * @param pod the pod
	 * @param changes is told of each change, on a thread of the probe's; may end the pod
	 */
	public void probe(Pod pod, Consumer<ProbeResult> changes) {
		Probe readiness = this.context.kubelet().readinessProbe();
		if (readiness != null) {
			pod.probers().start(new Prober(pod, ProbeResult.Kind.READINESS, readiness, tell(pod, changes)));
		}
		Probe liveness = this.context.kubelet().livenessProbe();
		if (liveness != null) {
			pod.probers().start(new Prober(pod, ProbeResult.Kind.LIVENESS, liveness, tell(pod, changes)));
		}
	}

	private Consumer<ProbeResult> tell(Pod pod, Consumer<ProbeResult> changes) {
		return (result) -> {
			this.context.tell(TimelineEvent.Kind.PROBE, pod, result.toString());
			changes.accept(result);
		};
	}

	/**
	 * Ends a pod that was deleted. Blocks until its process is gone: for the start delay,
	 * the grace period and 2 s at most, and the time a SIGKILL takes; longer if the hook
	 * is broken off and called again.
	 * @param pod the pod
	 * @return how it ended
	 * @throws InterruptedException if interrupted; the pod may then still be running
	 */
	public PodEnd terminate(Pod pod) throws InterruptedException {
		return terminate(pod, KillReason.DELETED);
	}

	/**
	 * Ends a pod's container. Blocks as {@link #terminate(Pod)} does.
	 * @param pod the pod
	 * @param reason why, which decides on the grace period
	 * @return how it ended
	 * @throws InterruptedException if interrupted; the pod may then still be running
	 */
	public PodEnd terminate(Pod pod, KillReason reason) throws InterruptedException {
		return run(pod, new ContainerKill(this.context, pod, reason, List.of()));
	}

	/**
	 * Ends a pod that was deleted and has native sidecars (KEP-753). All hooks begin at
	 * once; a sidecar gets SIGTERM when the application's container and all sidecars
	 * behind it have ended, or when its own grace period is over. Blocks until all are
	 * gone.
	 * @param main the application's container
	 * @param sidecars the sidecars in the order of the manifest, with the same hook
	 * @return how they ended, the application's container first
	 * @throws InterruptedException if interrupted; some may then still be running
	 */
	public List<PodEnd> terminate(Pod main, List<Pod> sidecars) throws InterruptedException {
		ParallelKills kills = new ParallelKills();
		kills.begin(main, () -> terminate(main));
		for (int i = 0; i < sidecars.size(); i++) {
			Pod sidecar = sidecars.get(i);
			List<Pod> first = new ArrayList<>(sidecars.subList(i + 1, sidecars.size()));
			first.add(main);
			kills.begin(sidecar,
					() -> run(sidecar, new ContainerKill(this.context, sidecar, KillReason.DELETED, first)));
		}
		return kills.await();
	}

	/**
	 * Restarts a pod's container after a failed liveness probe: the hook, SIGTERM, and
	 * the same replica again in the same pod. Blocks until the old process is gone; does
	 * not wait until the new one is ready.
	 * @param pod the pod
	 * @return how the old container ended, and the pod with the new one
	 * @throws InterruptedException if interrupted; the old one may then still be running
	 */
	public PodRestart restart(Pod pod) throws InterruptedException {
		PodEnd end = terminate(pod, KillReason.LIVENESS_FAILED);
		try {
			return new PodRestart(end, pod.restart());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Deletes a pod once more while it is being terminated, with another grace period. As
	 * with Kubernetes a longer one changes nothing, and a shorter one does not interrupt
	 * what is under way (kubernetes#113606, #127339): it only counts for a hook that is
	 * called again.
	 * @param pod the pod; nothing happens if this kubelet is not terminating it
	 * @param gracePeriod whole seconds; less than one counts as one
	 */
	public void terminateAgain(Pod pod, Duration gracePeriod) {
		ContainerKill kill = this.running.get(pod);
		if (kill != null) {
			kill.shorten(gracePeriod);
		}
	}

	// Calls the hook of a pod that nobody deletes. Blocks until it is over, at most for
	// the grace period; nothing is called if the hook is none or a sleep.
	void callHook(Pod pod) throws InterruptedException {
		if (this.context.hook().path() == null) {
			return;
		}
		try (HookDelivery delivery = new HookDelivery(this.context, pod)) {
			delivery.run(Duration.ofSeconds(this.context.graceSeconds()));
		}
		catch (IOException ex) {
			throw new IllegalStateException("A socket could not be opened or closed", ex);
		}
	}

	private PodEnd run(Pod pod, ContainerKill kill) throws InterruptedException {
		this.running.put(pod, kill);
		try {
			return kill.run();
		}
		finally {
			this.running.remove(pod);
		}
	}

	/**
	 * Is told what the kubelet does.
	 */
	@FunctionalInterface
	interface Events {

		void happened(TimelineEvent.Kind kind, String pod, String what);

	}

}
