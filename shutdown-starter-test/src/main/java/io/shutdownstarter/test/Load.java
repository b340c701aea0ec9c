package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The traffic of a rehearsal. All that is random in it comes from the rehearsal's seed.
 *
 * @param clients the groups of clients
 * @param setup requests that are sent once, before everything else, and must succeed
 * @param timeout how long a client waits for a connection, and for the next byte of an
 * answer
 * @param tls whether the clients speak TLS
 * @since 0.1.0
 */
public record Load(List<Clients> clients, List<Setup> setup, Duration timeout, boolean tls) {

	/**
	 * Longer than a drain with Kubernetes' default grace period leaves a client waiting.
	 */
	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	public Load {
		Assert.isTrue(!clients.isEmpty(),
				"there are no clients: add Clients.keepAlive(…) or Clients.newConnections(…) with what they send");
		Assert.isTrue(timeout.toMillis() > 0, "'timeout' must be positive");
		clients = List.copyOf(clients);
		setup = List.copyOf(setup);
	}

	/**
	 * Traffic of these clients, with a timeout of 10 s.
	 * @param clients the groups of clients
	 * @return the load
	 */
	public static Load of(Clients... clients) {
		return new Load(List.of(clients), List.of(), DEFAULT_TIMEOUT, false);
	}

	/**
	 * Returns a copy that sends a request several times before everything else, for
	 * example to store what the clients will read. In its path {@code {n}} counts from 0.
	 * @param request the request
	 * @param times how often
	 * @return the copy
	 */
	public Load withSetup(RequestTemplate request, int times) {
		List<Setup> more = new ArrayList<>(this.setup);
		more.add(new Setup(request, times));
		return new Load(this.clients, more, this.timeout, this.tls);
	}

	/**
	 * Returns a copy with another timeout.
	 * @param timeout how long a client waits for a connection, and for the next byte
	 * @return the copy
	 */
	public Load withTimeout(Duration timeout) {
		return new Load(this.clients, this.setup, timeout, this.tls);
	}

	/**
	 * Returns a copy whose clients speak TLS with the application's port, and take any
	 * certificate. Not for an {@link Entry} other than {@link Entry#SERVICE}, which looks
	 * into requests.
	 * @return the copy
	 */
	public Load withTls() {
		return new Load(this.clients, this.setup, this.timeout, true);
	}

	/**
	 * Returns a copy whose groups with a rate send so many requests together, in the same
	 * proportion as now. Groups with a think time stay as they are.
	 * @param perSecond requests in a second
	 * @return the copy
	 */
	public Load withRate(double perSecond) {
		double sum = this.clients.stream().mapToDouble(Clients::ratePerSecond).sum();
		Assert.isTrue(sum > 0, "no group of clients has a rate that could be changed");
		List<Clients> scaled = this.clients.stream()
			.map((group) -> (group.ratePerSecond() > 0) ? group.withRate(group.ratePerSecond() * perSecond / sum)
					: group)
			.toList();
		return new Load(scaled, this.setup, this.timeout, this.tls);
	}

	/**
	 * Returns a copy without transfers that take longer than a pod has time for: what is
	 * slower is sent, or read, faster.
	 * @param longest the longest transfer time
	 * @return the copy
	 */
	public Load withTransfersOfAtMost(Duration longest) {
		return new Load(this.clients.stream().map((group) -> group.withTransfersOfAtMost(longest)).toList(), this.setup,
				this.timeout, this.tls);
	}

	/**
	 * Returns how long a request of this load may take: two attempts, each with a
	 * connection, a slow transfer and an answer.
	 * @return the upper bound
	 */
	Duration longestRequest() {
		Duration slowest = this.clients.stream()
			.flatMap((group) -> group.requests().stream())
			.map(RequestTemplate::transferTime)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
		return slowest.plus(this.timeout).plus(this.timeout).multipliedBy(2);
	}

	/**
	 * A request that is sent before everything else.
	 *
	 * @param request the request
	 * @param times how often
	 */
	public record Setup(RequestTemplate request, int times) {
	}

}
