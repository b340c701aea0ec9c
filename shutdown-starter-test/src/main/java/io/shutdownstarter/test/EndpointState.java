package io.shutdownstarter.test;

/**
 * What an EndpointSlice says of an endpoint, as far as it decides on traffic.
 */
enum EndpointState {

	/**
	 * Gets new connections.
	 */
	READY,

	/**
	 * Its pod is terminating, and still passes its readiness probe: gets new connections
	 * only if no endpoint is ready (the last resort of KEP-1669).
	 */
	TERMINATING,

	/**
	 * Gets no new connections.
	 */
	NOT_SERVING

}
