package io.shutdownstarter.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the control plane says of a service's pods ({@code endpointslice/utils.go}), and
 * what kube-proxy makes of it. Everybody knows it at once.
 */
public final class EndpointSlice {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final RoutedTraffic traffic;

	private final Map<Pod, Facts> pods = new HashMap<>();

	private boolean publishNotReadyAddresses;

	public EndpointSlice(RoutedTraffic traffic) {
		this.traffic = traffic;
	}

	/**
	 * Sets the field of the service: its endpoints are ready whatever becomes of them.
	 */
	public synchronized void publishNotReadyAddresses() {
		this.publishNotReadyAddresses = true;
		List.copyOf(this.pods.keySet()).forEach(this::route);
	}

	public synchronized void probed(Pod pod, boolean ready) {
		this.pods.put(pod, new Facts(ready, facts(pod).deleted()));
		route(pod);
	}

	public synchronized void deleted(Pod pod) {
		this.pods.put(pod, new Facts(facts(pod).ready(), true));
		route(pod);
	}

	/**
	 * The object is gone from the API server, which it is after the end of the process.
	 * @param pod the pod
	 */
	public synchronized void gone(Pod pod) {
		this.pods.remove(pod);
		this.traffic.remove(pod);
	}

	public synchronized Conditions conditions(Pod pod) {
		return facts(pod).conditions(this.publishNotReadyAddresses);
	}

	/**
	 * Blocks until it is said of a pod; woken by every change.
	 * @param pod the pod
	 * @param conditions what is expected
	 * @throws InterruptedException if interrupted
	 */
	public synchronized void await(Pod pod, Conditions conditions) throws InterruptedException {
		long began = System.nanoTime();
		for (long left = SOON.toNanos(); !conditions(pod).equals(conditions); left = SOON.toNanos()
				- (System.nanoTime() - began)) {
			if (left <= 0) {
				throw new AssertionError(pod.name() + " is " + conditions(pod) + " and not " + conditions);
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
	}

	/**
	 * The health check of a node port, which kube-proxy answers for a service with
	 * {@code externalTrafficPolicy: Local}: by ready endpoints alone.
	 * @return whether it is 200, and not 503
	 */
	public synchronized boolean isNodePortHealthy() {
		return this.pods.keySet().stream().anyMatch((pod) -> conditions(pod).ready());
	}

	private Facts facts(Pod pod) {
		return this.pods.getOrDefault(pod, new Facts(false, false));
	}

	private void route(Pod pod) {
		this.traffic.route(pod, conditions(pod).state());
		notifyAll();
	}

	private record Facts(boolean ready, boolean deleted) {

		Conditions conditions(boolean publishNotReadyAddresses) {
			return new Conditions(publishNotReadyAddresses || (this.ready && !this.deleted), this.ready, this.deleted);
		}

	}

	/**
	 * The conditions of an endpoint.
	 *
	 * @param ready whether it gets traffic
	 * @param serving whether its pod is ready, terminating or not
	 * @param terminating whether its pod was deleted
	 */
	public record Conditions(boolean ready, boolean serving, boolean terminating) {

		EndpointState state() {
			if (this.ready) {
				return EndpointState.READY;
			}
			return (this.serving && this.terminating) ? EndpointState.TERMINATING : EndpointState.NOT_SERVING;
		}

	}

}
