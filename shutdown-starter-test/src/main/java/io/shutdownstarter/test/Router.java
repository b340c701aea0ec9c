package io.shutdownstarter.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The address that the clients know, and what decides which pod answers them. Established
 * connections live on, whatever becomes of their endpoint. For use by several threads.
 */
interface Router extends AutoCloseable {

	/** What a connection was sent to for which there was no pod. */
	String NO_POD = "";

	// The service's port on loopback.
	int port();

	// Adds an endpoint, or changes its state. From the return on new connections (or
	// requests) are routed accordingly.
	void set(Endpoint endpoint, EndpointState state);

	// The pod is gone.
	void forget(Endpoint endpoint);

	// The pod that the newest connection from this client port was sent to, NO_POD if
	// there was none, null if it may be another one for each request.
	@Nullable String podOf(int clientPort);

	// Adds what only the router knows of the attempts: their pods, and why there was no
	// answer. Called when the clients have ended; nothing is routed from then on.
	default List<Outcome> explain(List<Outcome> outcomes, List<Deletion> deletions) {
		return outcomes;
	}

	// When it returns, nobody can connect any more, and no connection is left.
	@Override
	void close();

}
