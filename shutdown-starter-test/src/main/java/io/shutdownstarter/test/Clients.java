package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;

/**
 * A group of clients that send alike, each on a thread of its own and one request at a
 * time.
 *
 * @param count how many clients
 * @param keepAlive whether a client keeps its connection as long as the server lets it,
 * or opens one for each request
 * @param ratePerSecond how many requests all of them together send in a second; zero
 * means that the think time decides
 * @param thinkTime how long a client pauses between an answer and its next request, on
 * average; used if there is no rate
 * @param requests what they send, picked at random by weight
 * @since 0.1.0
 */
public record Clients(int count, boolean keepAlive, double ratePerSecond, Duration thinkTime,
		List<RequestTemplate> requests) {

	private static final Duration DEFAULT_THINK_TIME = Duration.ofMillis(100);

	public Clients {
		Assert.isTrue(count > 0, "'count' must be positive");
		Assert.isTrue(ratePerSecond >= 0, "'ratePerSecond' must not be negative");
		Assert.isTrue(ratePerSecond > 0 || thinkTime.toNanos() > 0, "either rate or 'thinkTime' must be positive");
		Assert.isTrue(!requests.isEmpty(),
				"the clients have no request to send: add RequestTemplate.get(…) or another");
		requests = List.copyOf(requests);
	}

	/**
	 * Clients that keep their connection. They think for 100 ms, until told otherwise.
	 * @param count how many
	 * @param requests what they send
	 * @return the clients
	 */
	public static Clients keepAlive(int count, RequestTemplate... requests) {
		return new Clients(count, true, 0, DEFAULT_THINK_TIME, List.of(requests));
	}

	/**
	 * Clients that open a connection for each request. They think for 100 ms, until told
	 * otherwise.
	 * @param count how many, which is the most requests of theirs in flight at a time
	 * @param requests what they send
	 * @return the clients
	 */
	public static Clients newConnections(int count, RequestTemplate... requests) {
		return new Clients(count, false, 0, DEFAULT_THINK_TIME, List.of(requests));
	}

	/**
	 * Returns a copy that sends at a rate.
	 * @param perSecond requests of all clients together in a second; zero means that the
	 * think time decides
	 * @return the copy
	 */
	public Clients withRate(double perSecond) {
		return new Clients(this.count, this.keepAlive, perSecond, this.thinkTime, this.requests);
	}

	/**
	 * Returns a copy that pauses between an answer and the next request.
	 * @param thinkTime the pause on average
	 * @return the copy
	 */
	public Clients withThinkTime(Duration thinkTime) {
		return new Clients(this.count, this.keepAlive, 0, thinkTime, this.requests);
	}

	Clients withTransfersOfAtMost(Duration longest) {
		List<RequestTemplate> capped = this.requests.stream()
			.map((request) -> (request.transferTime().compareTo(longest) > 0) ? request.withTransferTime(longest)
					: request)
			.toList();
		return new Clients(this.count, this.keepAlive, this.ratePerSecond, this.thinkTime, capped);
	}

}
