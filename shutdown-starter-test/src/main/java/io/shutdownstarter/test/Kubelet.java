package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the kubelet of a rehearsal behaves: which Kubernetes it belongs to, and what goes
 * wrong. Whatever is set, hook, SIGTERM and SIGKILL follow the kubelet's own arithmetic:
 * the hook's time counts in whole seconds, and at least 2 s are left after SIGTERM.
 *
 * @param gracePeriod the time that pods really have, whatever their manifest says and
 * whatever ends them; {@code null} means what follows from the manifest and the
 * {@link KillReason}
 * @param startDelay the longest time from the deletion to the hook; it is drawn for each
 * pod from the seed. Zero means at once
 * @param legacy whether it is a kubelet of Kubernetes 1.25 or older
 * @param hookFault what goes wrong on the hook's way
 * @param readinessProbe the readiness probe, {@code null} if there is none
 * @param livenessProbe the liveness probe, {@code null} if there is none
 * @param nodeShutdown what a node that is shut down has for its pods
 * @param nativeSidecars whether neighbours end after the container, and not at its
 * deletion
 * @since 0.1.0
 */
public record Kubelet(@Nullable Duration gracePeriod, Duration startDelay, boolean legacy, HookFault hookFault,
		@Nullable Probe readinessProbe, @Nullable Probe livenessProbe, Duration nodeShutdown, boolean nativeSidecars) {

	/** What GKE gives to ordinary pods of a spot node. */
	private static final Duration NODE_SHUTDOWN = Duration.ofSeconds(15);

	public Kubelet {
		Assert.isTrue(gracePeriod == null || gracePeriod.toSeconds() >= 1, "'gracePeriod' must be at least 1 s");
		Assert.isTrue(!startDelay.isNegative(), "'startDelay' must not be negative");
		Assert.isTrue(nodeShutdown.toSeconds() >= 1, "'nodeShutdown' must be at least 1 s");
		Assert.isTrue(readinessProbe == null || readinessProbe.gracePeriod() == null,
				"Kubernetes refuses a readiness probe with a grace period of its own");
		Assert.isTrue(livenessProbe == null || livenessProbe.successThreshold() == 1,
				"Kubernetes refuses a liveness probe with another successThreshold than 1");
	}

	/**
	 * The kubelet of Kubernetes 1.28 and later, with no fault, no probe, and no delay:
	 * the hook comes when nobody has heard yet that the pod goes, which is the hardest
	 * case for the pod.
	 * @return the kubelet
	 */
	public static Kubelet current() {
		return new Kubelet(null, Duration.ZERO, false, HookFault.none(), null, null, NODE_SHUTDOWN, false);
	}

	/**
	 * Returns a copy that gives pods another time than their manifest says, as
	 * {@code kubectl delete} or {@code kubectl drain} with {@code --grace-period} do. The
	 * pod cannot know it: nothing in the hook's call tells.
	 * @param gracePeriod whole seconds, at least one
	 * @return the copy
	 */
	public Kubelet withGracePeriod(Duration gracePeriod) {
		return new Kubelet(gracePeriod, this.startDelay, this.legacy, this.hookFault, this.readinessProbe,
				this.livenessProbe, this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy that begins some time after the deletion. A real kubelet needs up to
	 * 2 s: it waits for the container's newest state before it calls the hook (a comment
	 * in {@code pod_workers.go} says about 1 s, 2 s at most). The grace period begins
	 * with the hook, not with the deletion.
	 * @param longest the longest delay, drawn evenly from zero on
	 * @return the copy
	 */
	public Kubelet withStartDelay(Duration longest) {
		return new Kubelet(this.gracePeriod, longest, this.legacy, this.hookFault, this.readinessProbe,
				this.livenessProbe, this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy that behaves as Kubernetes did up to 1.25: a slash more before the
	 * hook's path, none of the manifest's headers, and another {@code User-Agent}; and
	 * after the hook the whole grace period again, as up to 1.27 (kubernetes#115835).
	 * @return the copy
	 */
	public Kubelet withLegacy() {
		return new Kubelet(this.gracePeriod, this.startDelay, true, this.hookFault, this.readinessProbe,
				this.livenessProbe, this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy whose hooks go wrong.
	 * @param hookFault how they do
	 * @return the copy
	 */
	public Kubelet withHookFault(HookFault hookFault) {
		return new Kubelet(this.gracePeriod, this.startDelay, this.legacy, hookFault, this.readinessProbe,
				this.livenessProbe, this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy that probes readiness, also while the pod is being terminated (as
	 * Kubernetes does since 1.25).
	 * @param probe the probe, without a grace period of its own
	 * @return the copy
	 */
	public Kubelet withReadinessProbe(Probe probe) {
		return new Kubelet(this.gracePeriod, this.startDelay, this.legacy, this.hookFault, probe, this.livenessProbe,
				this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy that probes liveness, until the pod is being terminated.
	 * @param probe the probe
	 * @return the copy
	 */
	public Kubelet withLivenessProbe(Probe probe) {
		return new Kubelet(this.gracePeriod, this.startDelay, this.legacy, this.hookFault, this.readinessProbe, probe,
				this.nodeShutdown, this.nativeSidecars);
	}

	/**
	 * Returns a copy whose node has another time for its pods when it is shut down: the
	 * kubelet's {@code shutdownGracePeriod} without that of critical pods. 15 s by
	 * default, which GKE gives to ordinary pods of a spot node; on a node that is not
	 * configured for it Kubernetes does not terminate the pods at all.
	 * @param time whole seconds, at least one
	 * @return the copy
	 */
	public Kubelet withNodeShutdown(Duration time) {
		return new Kubelet(this.gracePeriod, this.startDelay, this.legacy, this.hookFault, this.readinessProbe,
				this.livenessProbe, time, this.nativeSidecars);
	}

	/**
	 * Returns a copy whose neighbour containers are native sidecars (stable since 1.33,
	 * KEP-753), which end after the application's container. By default they are ordinary
	 * containers, which end at second 0 of the termination, whatever hook the application
	 * has: its outgoing calls through them fail from then on. A neighbour is there if
	 * {@link PodCommand} has a place for it.
	 * @return the copy
	 */
	public Kubelet withNativeSidecars() {
		return new Kubelet(this.gracePeriod, this.startDelay, this.legacy, this.hookFault, this.readinessProbe,
				this.livenessProbe, this.nodeShutdown, true);
	}

	// The longest that a pod with this grace period can take to end, but for SIGKILL.
	Duration longestEnd(Duration manifestGracePeriod) {
		Duration grace = (this.gracePeriod != null) ? this.gracePeriod : manifestGracePeriod;
		Duration hook = this.startDelay.plus(this.hookFault.after()).plus(grace);
		return hook.plus(this.legacy ? grace : Grace.LEAST_AFTER_SIGTERM);
	}

}
