package io.shutdownstarter.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.MultiplexedConnections;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.UncountedRequests;

/**
 * Makes handlers that count.
 *
 * @param termination the phase is asked for with each request
 * @param inFlight the count
 * @param uncounted what is not counted
 * @param hook told of calls that something else has answered
 * @param connections told of late requests, or {@code null}
 */
record InFlightHandlers(Termination termination, InFlightRequests inFlight, UncountedRequests uncounted,
		PreStopHook hook, @Nullable MultiplexedConnections connections) {

	HttpHandler around(HttpHandler application) {
		return new InFlightHandler(application, this.termination, this.inFlight, this.uncounted, this.hook,
				this.connections);
	}

}
