package io.shutdownstarter.server;

import java.util.function.BooleanSupplier;

/**
 * An HTTP/2 connection that is open and has carried a request: one that has not is told
 * by its first, or its client would have to connect again and again.
 *
 * @param id its name, which its requests know
 * @param idle whether no stream is in flight on it, as of some moment near the call
 * @param goAway writes a GOAWAY that refuses no stream; may block until the client reads
 */
record OpenConnection(String id, BooleanSupplier idle, Runnable goAway) {
}
