package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A probe of a pod's manifest with an {@code httpGet}. What is not set has Kubernetes'
 * own default (API reference, {@code Probe v1 core}).
 *
 * @param path the path; a status from 200 to 399 is a success
 * @param port the port; zero means the pod's management port, which is the application's
 * if they share one
 * @param period {@code periodSeconds}, 10 s by default
 * @param timeout {@code timeoutSeconds}, 1 s by default
 * @param failureThreshold how many failures in a row count as a failure, 3 by default
 * @param successThreshold how many successes in a row count as a success, 1 by default
 * @param gracePeriod {@code terminationGracePeriodSeconds} of a liveness probe: the grace
 * period of a container that is restarted because the probe has failed; {@code null}
 * means the pod's
 * @param tls whether it is sent over TLS
 * @since 0.1.0
 */
public record Probe(String path, int port, Duration period, Duration timeout, int failureThreshold,
		int successThreshold, @Nullable Duration gracePeriod, boolean tls) {

	public Probe {
		Assert.isTrue(period.compareTo(Duration.ZERO) > 0, "'period' must be positive");
		Assert.isTrue(timeout.toMillis() >= 1, "'timeout' must be at least 1 ms");
		Assert.isTrue(failureThreshold >= 1, "'failureThreshold' must be at least 1");
		Assert.isTrue(successThreshold >= 1, "'successThreshold' must be at least 1");
		Assert.isTrue(gracePeriod == null || gracePeriod.toSeconds() >= 1, "'gracePeriod' must be at least 1 s");
	}

	/**
	 * A probe of a path on the management port, with Kubernetes' defaults.
	 * @param path the path
	 * @return the probe
	 */
	public static Probe http(String path) {
		return new Probe(path, 0, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, 1, null, false);
	}

	/**
	 * A probe of Spring Boot's readiness group.
	 * @return the probe
	 */
	public static Probe readiness() {
		return http("/actuator/health/readiness");
	}

	/**
	 * A probe of Spring Boot's liveness group.
	 * @return the probe
	 */
	public static Probe liveness() {
		return http("/actuator/health/liveness");
	}

	/**
	 * Returns a copy that asks another port.
	 * @param port the port; zero means the pod's management port
	 * @return the copy
	 */
	public Probe withPort(int port) {
		return new Probe(this.path, port, this.period, this.timeout, this.failureThreshold, this.successThreshold,
				this.gracePeriod, this.tls);
	}

	/**
	 * Returns a copy with another period. Kubernetes has whole seconds; shorter ones make
	 * a test short.
	 * @param period the time from one probe to the next
	 * @return the copy
	 */
	public Probe withPeriod(Duration period) {
		return new Probe(this.path, this.port, period, this.timeout, this.failureThreshold, this.successThreshold,
				this.gracePeriod, this.tls);
	}

	/**
	 * Returns a copy with another timeout.
	 * @param timeout after which time without an answer the probe has failed
	 * @return the copy
	 */
	public Probe withTimeout(Duration timeout) {
		return new Probe(this.path, this.port, this.period, timeout, this.failureThreshold, this.successThreshold,
				this.gracePeriod, this.tls);
	}

	/**
	 * Returns a copy with other thresholds.
	 * @param failures how many failures in a row count as a failure
	 * @param successes how many successes in a row count as a success
	 * @return the copy
	 */
	public Probe withThresholds(int failures, int successes) {
		return new Probe(this.path, this.port, this.period, this.timeout, failures, successes, this.gracePeriod,
				this.tls);
	}

	/**
	 * Returns a copy with a grace period of its own, which Kubernetes has since 1.25
	 * (stable since 1.28, KEP-2238) and forbids for readiness.
	 * @param gracePeriod whole seconds, at least one
	 * @return the copy
	 */
	public Probe withGracePeriod(Duration gracePeriod) {
		return new Probe(this.path, this.port, this.period, this.timeout, this.failureThreshold, this.successThreshold,
				gracePeriod, this.tls);
	}

	/**
	 * Returns a copy that is sent over TLS, as with {@code scheme: HTTPS} in the
	 * manifest. Whoever has signed the pod's certificate, the kubelet takes it; unlike a
	 * hook, a probe is not tried once more without TLS.
	 * @return the copy
	 */
	public Probe withTls() {
		return new Probe(this.path, this.port, this.period, this.timeout, this.failureThreshold, this.successThreshold,
				this.gracePeriod, true);
	}

}
