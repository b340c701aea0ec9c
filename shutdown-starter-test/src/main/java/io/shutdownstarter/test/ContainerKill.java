package io.shutdownstarter.test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * The end of one container: the kubelet's {@code killContainer}.
 */
final class ContainerKill {

	private final KubeletContext context;

	private final Pod pod;

	private final KillReason reason;

	private final List<Pod> first;

	private final AtomicLong graceSeconds;

	private final SplittableRandom random;

	/**
	 * Prepares the kill.
	 * @param context the kubelet
	 * @param pod the container
	 * @param reason why it is killed
	 * @param first the containers that have to end before this one gets SIGTERM: the
	 * others of a native sidecar's pod
	 */
	ContainerKill(KubeletContext context, Pod pod, KillReason reason, List<Pod> first) {
		this.context = context;
		this.pod = pod;
		this.reason = reason;
		this.first = first;
		this.graceSeconds = new AtomicLong(reason.grace(context.kubelet(), context.graceSeconds()).seconds());
		this.random = context.random(pod);
	}

	// For the next attempt only: the kubelet does not interrupt one that is under way.
	void shorten(Duration gracePeriod) {
		this.graceSeconds.accumulateAndGet(Math.max(gracePeriod.toSeconds(), 1), Math::min);
	}

	// Blocks until the process is gone.
	PodEnd run() throws InterruptedException {
		if (!this.pod.process().isAlive()) {
			return endedByItself(Duration.ZERO);
		}
		long deleted = this.context.nanos();
		this.pod.probers().terminating(this.reason);
		long delay = this.random.nextLong(this.context.kubelet().startDelay().toNanos() + 1);
		if (this.pod.process().waitFor(delay, TimeUnit.NANOSECONDS)) {
			return endedByItself(this.context.since(deleted));
		}
		endNeighbours(!this.context.kubelet().nativeSidecars());
		try (HookDelivery delivery = new HookDelivery(this.context, this.pod)) {
			PodEnd end = end(deleted, attempt(delivery));
			endNeighbours(true);
			return end;
		}
		catch (IOException ex) {
			throw new IllegalStateException("A socket could not be opened or closed", ex);
		}
	}

	private PodEnd endedByItself(Duration exit) {
		return new PodEnd(this.pod.name(), null, 0, "", "", Duration.ZERO, exit, this.pod.process().exitValue(), false);
	}

	private void endNeighbours(boolean now) {
		if (now && this.reason.endsThePod()) {
			this.pod.neighbours().close();
		}
	}

	private Attempt attempt(HookDelivery delivery) throws InterruptedException, IOException {
		Grace grace = new Grace(this.graceSeconds.get());
		HookFault fault = this.context.kubelet().hookFault();
		if (fault.kind() != HookFault.Kind.BROKEN || fault.after().compareTo(grace.time()) >= 0) {
			return new Attempt(grace, delivery.run(grace.time()));
		}
		HookOutcome broken = delivery.run(fault.after());
		if (broken.state() != HookOutcome.State.UNFINISHED) {
			return new Attempt(grace, broken);
		}
		delivery.breakOff();
		this.context.tell(Kind.NOTE, this.pod, "kubelet restarted: the hook is broken off, and begins anew");
		Grace whole = new Grace(this.graceSeconds.get());
		return new Attempt(whole, delivery.run(whole.time()));
	}

	private PodEnd end(long deleted, Attempt attempt) throws InterruptedException {
		HookOutcome hook = attempt.hook();
		Duration over = (hook.state() == HookOutcome.State.OVER) ? this.context.since(deleted) : null;
		if (hook.state() != HookOutcome.State.NONE) {
			this.context.tell(hook.failure().isEmpty() ? Kind.HOOK_OVER : Kind.HOOK_FAILED, this.pod, hook.toString());
		}
		Grace left = awaitTurn(this.context.kubelet().legacy() ? attempt.grace() : attempt.grace().less(hook.took()));
		// measured on a real kubelet: 9 to 31 ms from the hook's answer to SIGTERM
		boolean exited = this.pod.process().waitFor(this.random.nextInt(10, 60), TimeUnit.MILLISECONDS);
		Duration sigterm = this.context.since(deleted);
		boolean killed = !stop(exited, left.afterSigterm());
		int exitCode = this.pod.process().waitFor();
		return new PodEnd(this.pod.name(), over, hook.status(), hook.body(), hook.failure(), sigterm,
				this.context.since(deleted), exitCode, killed);
	}

	private Grace awaitTurn(Grace grace) throws InterruptedException {
		long began = this.context.nanos();
		try {
			CompletableFuture
				.allOf(this.first.stream().map((other) -> other.process().onExit()).toArray(CompletableFuture[]::new))
				.get(grace.time().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			this.context.tell(Kind.NOTE, this.pod, "the containers that are to end before it have not ended");
		}
		return grace.less(this.context.since(began));
	}

	// Returns whether SIGTERM was enough.
	private boolean stop(boolean exited, Duration atMost) throws InterruptedException {
		this.pod.process().destroy();
		this.context.tell(Kind.SIGTERM, this.pod, "SIGTERM");
		if (exited || this.pod.process().waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
			return true;
		}
		this.pod.process().destroyForcibly();
		this.context.tell(Kind.SIGKILL, this.pod, "SIGKILL");
		return false;
	}

	/**
	 * An attempt, and what it had for all it does.
	 */
	private record Attempt(Grace grace, HookOutcome hook) {
	}

}
