package io.shutdownstarter.test;

import org.jspecify.annotations.Nullable;

/**
 * The address that the clients know, and what decides which pod answers them. Established
 * connections live on, whatever becomes of their endpoint. For use by several threads.
 */
interface Router extends AutoCloseable {

	// The service's port on loopback.
	int port();

	// Adds an endpoint, or changes its state. From the return on new connections are
	// routed accordingly.
	void set(Endpoint endpoint, EndpointState state);

	// The pod is gone.
	void forget(Endpoint endpoint);

	// The pod that the newest connection from this client port was sent to.
	@Nullable String podOf(int clientPort);

	// When it returns, nobody can connect any more, and no connection is left.
	@Override
	void close();

}
