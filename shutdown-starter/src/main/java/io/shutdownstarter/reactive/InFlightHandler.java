package io.shutdownstarter.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.InFlightRequests.AsyncRequest;
import io.shutdownstarter.MultiplexedConnections;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.UncountedRequests;

/**
 * The outermost handler: counts requests to their real end, and looks at their answers at
 * the last moment. No web filter could: exception handlers answer what fails outside of
 * all filters, and an answer without a body is completed after them.
 */
final class InFlightHandler implements HttpHandler {

	private final HttpHandler application;

	private final Termination termination;

	private final InFlightRequests inFlight;

	private final UncountedRequests uncounted;

	private final PreStopHook hook;

	private final @Nullable MultiplexedConnections connections;

	InFlightHandler(HttpHandler application, Termination termination, InFlightRequests inFlight,
			UncountedRequests uncounted, PreStopHook hook, @Nullable MultiplexedConnections connections) {
		this.application = application;
		this.termination = termination;
		this.inFlight = inFlight;
		this.uncounted = uncounted;
		this.hook = hook;
		this.connections = connections;
	}

	// what fails before there is anything to wait for is an error like any other: Reactor
	// Netty answers nothing else
	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		return Mono.defer(() -> answer(request, response));
	}

	private Mono<Void> answer(ServerHttpRequest request, ServerHttpResponse response) {
		if (this.connections != null && isTerminating()) {
			this.connections.tellToLeave(ServerProtocol.ofServer(request));
		}
		response.beforeCommit(new LastMoment(request, response, this.termination, this.hook));
		if (isUncounted(request)) {
			return this.application.handle(request, response);
		}
		AsyncRequest counted = this.inFlight.beginAsync(request.getMethod().name(), request.getURI().getRawPath());
		try {
			// after the server has been told of the end, which writes what is left to be
			// written; or when it has told of the end of its client
			return this.application.handle(JettyUpload.thatTells(request), response).doFinally((end) -> counted.end());
		}
		catch (Throwable ex) {
			counted.end();
			throw ex;
		}
	}

	private boolean isUncounted(ServerHttpRequest request) {
		return this.uncounted.matches(DecodedPath.of(request))
				|| (isTerminating() && UncountedRequests.isProbe(request.getHeaders().getFirst("User-Agent")));
	}

	private boolean isTerminating() {
		return this.termination.phase() != TerminationPhase.SERVING;
	}

}
