package io.shutdownstarter.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The HTTP/2 connections of which a termination knows, by a look at what is open or by a
 * late request: whose clients are still to be told, and whose have been. Safe for use by
 * any thread.
 */
final class KnownConnections {

	/**
	 * How long an idle moment is waited for, and a connection that is not among the open
	 * ones, since Tomcat leaves out what it is processing: longer than most requests
	 * take, and short against the shortest propagation wait (5 s by default).
	 */
	private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

	/**
	 * After that a connection that is not among the open ones has gone: an operator may
	 * hold a pod for days, and each health check may have a connection of its own. A
	 * round value, long against all that a connection can be left out for.
	 */
	private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

	private final Map<String, Known> connections = new ConcurrentHashMap<>();

	boolean isTold(String id) {
		Known known = this.connections.get(id);
		return known != null && known.told();
	}

	/**
	 * A connection is open, or a request has come over it.
	 * @param id the connection
	 * @param nowNanos the time now
	 * @return what is known of it
	 */
	Known seen(String id, long nowNanos) {
		return this.connections.compute(id, (key, known) -> (known != null)
				? new Known(known.firstNanos(), nowNanos, known.told()) : new Known(nowNanos, nowNanos, false));
	}

	void told(String id) {
		this.connections.computeIfPresent(id, (key, known) -> new Known(known.firstNanos(), known.lastNanos(), true));
	}

	boolean isAnyToBeTold(long nowNanos) {
		return this.connections.values()
			.stream()
			.anyMatch((known) -> !known.told() && nowNanos - known.lastNanos() < PATIENCE_NANOS);
	}

	void forgetGone(long nowNanos) {
		this.connections.values().removeIf((known) -> nowNanos - known.lastNanos() >= MEMORY_NANOS);
	}

	void clear() {
		this.connections.clear();
	}

	/**
	 * One connection.
	 *
	 * @param firstNanos when it was seen first
	 * @param lastNanos when it was seen last
	 * @param told whether its client has been told to leave
	 */
	record Known(long firstNanos, long lastNanos, boolean told) {

		boolean isOverdue(long nowNanos) {
			return nowNanos - this.firstNanos >= PATIENCE_NANOS;
		}

	}

}
