package io.shutdownstarter.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A real server that chooses a pod for each request.
 */
interface Ingress extends AutoCloseable {

	// The port on loopback that the clients know.
	int port();

	// From the return on new requests go to these endpoints only. Not for use by several
	// threads.
	void route(Set<Endpoint> ready);

	// Where it tells of each request, complete once it is closed.
	Path log();

	// Explains an attempt on a kept connection which was closed without an answer, and
	// of which the log has nothing.
	Attempt unlogged(Attempt attempt, List<Deletion> deletions);

	// When it returns, no process is left. May be called twice.
	@Override
	void close();

}
