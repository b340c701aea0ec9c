package io.shutdownstarter.test;

import java.io.IOException;
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

	// Where it tells of each request. It may do so after the client has got the answer,
	// and
	// what it has not told when it is closed is never told.
	Path log();

	// Blocks until a condition holds, at most for 20 s, or throws an
	// IllegalStateException with its output.
	void await(IngressProcess.Condition condition) throws IOException;

	// Explains an attempt on a kept connection which was closed without an answer, and
	// of which the log has nothing.
	Attempt unlogged(Attempt attempt, List<Deletion> deletions);

	// When it returns, no process is left. May be called twice.
	@Override
	void close();

}
