package io.shutdownstarter.test;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * Ends a pod as the kubelet of Kubernetes 1.28 and later does: the hook, SIGTERM,
 * SIGKILL, and one grace period for all of them, of which at least 2 s are left for the
 * time after SIGTERM. A container that has already ended has neither hook nor signals.
 *
 * @since 0.1.0
 */
public final class KubeletEmulator {

	/** The kubelet's minimumGracePeriodInSeconds. */
	private static final long LEAST_SECONDS_AFTER_SIGTERM = 2;

	private final Hook hook;

	private final long graceSeconds;

	private final long seed;

	private final SplittableRandom random;

	private final LongSupplier nanoClock;

	private final Events events;

	private final boolean legacy;

	/**
	 * Creates a kubelet.
	 * @param hook the pods' hook
	 * @param gracePeriod the time that the pods really have: their
	 * {@code terminationGracePeriodSeconds}, or what a probe, an eviction (1 s) or a node
	 * shutdown leaves of it. Whole seconds, at least one; a negative one, which
	 * Kubernetes takes in a manifest, means 1 s
	 * @param seed decides on the kubelet's own small delays
	 */
	public KubeletEmulator(Hook hook, Duration gracePeriod, long seed) {
		this(hook, gracePeriod, seed, System::nanoTime, (kind, name, what) -> {
		});
	}

	KubeletEmulator(Hook hook, Duration gracePeriod, long seed, LongSupplier nanoClock, Events events) {
		this(hook, gracePeriod, seed, nanoClock, events, false);
	}

	private KubeletEmulator(Hook hook, Duration gracePeriod, long seed, LongSupplier nanoClock, Events events,
			boolean legacy) {
		Assert.isTrue(gracePeriod.isNegative() || gracePeriod.toSeconds() >= 1,
				"'gracePeriod' must be at least 1 s, or negative");
		this.hook = hook;
		// the API server's CheckGracefulDelete
		this.graceSeconds = gracePeriod.isNegative() ? 1 : gracePeriod.toSeconds();
		this.seed = seed;
		this.random = new SplittableRandom(seed);
		this.nanoClock = nanoClock;
		this.events = events;
		this.legacy = legacy;
	}

	/**
	 * Returns a kubelet of Kubernetes 1.25 or older: it puts a slash before the hook's
	 * path, sends none of the manifest's headers and not its own name, and gives the time
	 * after SIGTERM the whole grace period again.
	 * @return the kubelet
	 */
	public KubeletEmulator legacy() {
		return new KubeletEmulator(this.hook, Duration.ofSeconds(this.graceSeconds), this.seed, this.nanoClock,
				this.events, true);
	}

	/**
	 * Ends a pod. Blocks until its process is gone: for the grace period and 2 s at most,
	 * and the time a SIGKILL takes.
	 * @param pod the pod
	 * @return how it ended
	 * @throws InterruptedException if interrupted; the pod may then still be running
	 */
	public PodEnd terminate(Pod pod) throws InterruptedException {
		if (!pod.process().isAlive()) {
			return new PodEnd(pod.name(), null, 0, "", "", Duration.ZERO, Duration.ZERO, pod.process().exitValue(),
					false);
		}
		long deleted = this.nanoClock.getAsLong();
		if (!this.hook.equals(Hook.none())) {
			this.events.happened(Kind.HOOK_SENT, pod.name(), this.hook.toString());
		}
		if (this.hook.path() == null) {
			boolean slept = !this.hook.sleep().isZero();
			// a container that ends by itself ends the kubelet's sleep
			boolean exited = slept && pod.process().waitFor(sleepNanos(), TimeUnit.NANOSECONDS);
			return afterHook(pod, deleted, (slept && !exited) ? since(deleted) : null, 0, "", "");
		}
		int port = (this.hook.port() != 0) ? this.hook.port() : pod.managementPort();
		try (KubeletCall call = this.legacy ? KubeletCall.legacyHook(port, this.hook.path())
				: KubeletCall.hook(port, this.hook.path(), this.hook.headers())) {
			return httpHook(pod, deleted, call);
		}
		catch (IOException ex) {
			throw new IllegalStateException("A socket could not be closed", ex);
		}
	}

	private long sleepNanos() {
		return Math.min(this.hook.sleep().toNanos(), TimeUnit.SECONDS.toNanos(this.graceSeconds));
	}

	private PodEnd httpHook(Pod pod, long deleted, KubeletCall call) throws InterruptedException {
		CompletableFuture<KubeletCall.Answer> answer = new CompletableFuture<>();
		Thread thread = new Thread(() -> send(call, answer), "rehearsal-hook-" + pod.name());
		thread.setDaemon(true);
		thread.start();
		try {
			KubeletCall.Answer answered = answer.get(this.graceSeconds, TimeUnit.SECONDS);
			return afterHook(pod, deleted, since(deleted), answered.status(), answered.body(), "");
		}
		catch (TimeoutException ex) {
			return afterHook(pod, deleted, null, 0, "", "not answered within the grace period");
		}
		catch (ExecutionException ex) {
			return afterHook(pod, deleted, since(deleted), 0, "", String.valueOf(ex.getCause()));
		}
	}

	private static void send(KubeletCall call, CompletableFuture<KubeletCall.Answer> answer) {
		try {
			answer.complete(call.send(Duration.ZERO));
		}
		catch (IOException | HttpException ex) {
			answer.completeExceptionally(ex);
		}
	}

	private PodEnd afterHook(Pod pod, long deleted, @Nullable Duration hookAnswered, int status, String body,
			String failure) throws InterruptedException {
		long left = this.legacy ? this.graceSeconds : this.graceSeconds - since(deleted).toSeconds();
		if (hookAnswered != null || !failure.isEmpty()) {
			this.events.happened(failure.isEmpty() ? Kind.HOOK_OVER : Kind.HOOK_FAILED, pod.name(),
					"hook " + (failure.isEmpty() ? "over" : failure)
							+ ((status != 0) ? ", status " + status + " " + body : ""));
		}
		// measured on a real kubelet: 9 to 31 ms from the hook's answer to SIGTERM
		boolean exited = pod.process().waitFor(this.random.nextInt(10, 60), TimeUnit.MILLISECONDS);
		Duration sigterm = since(deleted);
		pod.process().destroy();
		this.events.happened(Kind.SIGTERM, pod.name(), "SIGTERM");
		exited = exited || pod.process().waitFor(Math.max(left, LEAST_SECONDS_AFTER_SIGTERM), TimeUnit.SECONDS);
		if (!exited) {
			pod.process().destroyForcibly();
			this.events.happened(Kind.SIGKILL, pod.name(), "SIGKILL");
		}
		int exitCode = pod.process().waitFor();
		return new PodEnd(pod.name(), hookAnswered, status, body, failure, sigterm, since(deleted), exitCode, !exited);
	}

	private Duration since(long deleted) {
		return Duration.ofNanos(this.nanoClock.getAsLong() - deleted);
	}

	/**
	 * Is told what the kubelet does.
	 */
	@FunctionalInterface
	interface Events {

		void happened(Kind kind, String pod, String what);

	}

}
