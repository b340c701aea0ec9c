package io.shutdownstarter.test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * What the router knows of the pods, which it learns some time after it has happened. For
 * use by several threads.
 */
final class Endpoints {

	private final Propagation propagation;

	private final Router router;

	private final ScheduledExecutorService timer;

	private final Journal journal;

	private final LongSupplier nanoClock;

	private final SplittableRandom random;

	private final Map<Endpoint, Boolean> ready = new ConcurrentHashMap<>();

	private final Set<Endpoint> terminating = ConcurrentHashMap.newKeySet();

	Endpoints(Rehearsal rehearsal, Router router, ScheduledExecutorService timer, Journal journal,
			LongSupplier nanoClock) {
		this.propagation = rehearsal.propagation();
		this.router = router;
		this.timer = timer;
		this.journal = journal;
		this.nanoClock = nanoClock;
		this.random = new SplittableRandom(rehearsal.seed());
	}

	// A pod is ready for the first time, and everybody knows it at once.
	void add(Pod pod) {
		this.ready.put(Endpoint.of(pod), true);
		this.router.set(Endpoint.of(pod), EndpointState.READY);
		this.journal.write(Kind.ENDPOINT_ADDED, pod.name(), "endpoint added");
	}

	// A pod was deleted. The result is the time at which the router has learnt it.
	ScheduledFuture<Long> delete(Pod pod) {
		return this.timer.schedule(() -> {
			if (this.ready.containsKey(Endpoint.of(pod))) {
				this.terminating.add(Endpoint.of(pod));
				update(Endpoint.of(pod));
				this.journal.write(Kind.ENDPOINT_REMOVED, pod.name(), "endpoint removed");
			}
			return this.nanoClock.getAsLong();
		}, next().toNanos(), TimeUnit.NANOSECONDS);
	}

	// The result of a pod's readiness probe has changed.
	@SuppressWarnings("FutureReturnValueIgnored")
	void probed(Pod pod, boolean succeeded) {
		if (Boolean.valueOf(succeeded).equals(this.ready.get(Endpoint.of(pod)))) {
			return;
		}
		this.timer.schedule(() -> {
			if (this.ready.replace(Endpoint.of(pod), succeeded) != null) {
				update(Endpoint.of(pod));
				this.journal.write(Kind.PROBE, pod.name(), succeeded ? "endpoint ready" : "endpoint not ready");
			}
		}, next().toNanos(), TimeUnit.NANOSECONDS);
	}

	private void update(Endpoint endpoint) {
		EndpointState serving = this.terminating.contains(endpoint) ? EndpointState.TERMINATING : EndpointState.READY;
		this.router.set(endpoint, Boolean.TRUE.equals(this.ready.get(endpoint)) ? serving : EndpointState.NOT_SERVING);
	}

	// A pod is gone, and everybody knows it.
	void forget(Pod pod) {
		this.ready.remove(Endpoint.of(pod));
		this.terminating.remove(Endpoint.of(pod));
		this.router.forget(Endpoint.of(pod));
	}

	// A pod is gone, and nobody knows it yet.
	@SuppressWarnings("FutureReturnValueIgnored")
	void lose(Pod pod) {
		this.timer.schedule(() -> forget(pod), next().toNanos(), TimeUnit.NANOSECONDS);
	}

	private synchronized Duration next() {
		return this.propagation.next(this.random);
	}

}
