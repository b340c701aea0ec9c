package io.shutdownstarter.servlet;

import java.io.IOException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.InFlightRequests.AsyncRequest;
import io.shutdownstarter.MultiplexedConnections;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.UncountedRequests;

/**
 * The outermost filter: counts requests to their real end, and asks HTTP/1.x clients to
 * leave from the first signal on; HTTP/2 clients are asked by the server. An established
 * connection outlives the removal of its endpoint, so nothing but the answer can move its
 * client elsewhere.
 */
final class InFlightFilter implements Filter {

	private final Termination termination;

	private final InFlightRequests inFlight;

	private final UncountedRequests uncounted;

	private final PreStopHook hook;

	private final @Nullable MultiplexedConnections connections;

	// where more is to be done for asynchronous requests
	private boolean jetty;

	InFlightFilter(Termination termination, InFlightRequests inFlight, UncountedRequests uncounted, PreStopHook hook,
			@Nullable MultiplexedConnections connections) {
		this.termination = termination;
		this.inFlight = inFlight;
		this.uncounted = uncounted;
		this.hook = hook;
		this.connections = connections;
	}

	@Override
	public void init(FilterConfig config) {
		this.jetty = VanishedClient.isLeftTo(config.getServletContext());
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			doFilter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		// dispatches to an error page or of an async result belong to a request that
		// counts already
		boolean counts = request.getDispatcherType() == DispatcherType.REQUEST && !isUncounted(request);
		ClosingResponse closing = wrap(response, request);
		if (counts) {
			this.inFlight.begin(request.getMethod(), request.getRequestURI());
		}
		boolean answered = false;
		try {
			if (this.connections != null && isTerminating()) {
				this.connections.tellToLeave(request);
			}
			closing.askToLeave();
			chain.doFilter(request, closing);
			answered = true;
		}
		finally {
			boolean async = request.isAsyncStarted();
			if (!async) {
				// again, for a response without a body; an async one is not ours any more
				closing.askToLeave();
				lookForHook(request, answered ? closing.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			}
			if (counts) {
				end(request, async);
			}
		}
	}

	private ClosingResponse wrap(HttpServletResponse response, HttpServletRequest request) {
		return this.jetty ? new WatchedResponse(response, request, this.termination)
				: new ClosingResponse(response, request, this.termination);
	}

	private boolean isUncounted(HttpServletRequest request) {
		return this.uncounted.matches(DecodedPath.of(request))
				|| (isTerminating() && UncountedRequests.isProbe(request.getHeader("User-Agent")));
	}

	private boolean isTerminating() {
		return this.termination.phase() != TerminationPhase.SERVING;
	}

	// the hook itself is async
	private void lookForHook(HttpServletRequest request, int status) {
		if (PreStopHook.canBeMiss(status) && request.getDispatcherType() == DispatcherType.REQUEST) {
			this.hook.missedIfKubelet(request.getHeader("User-Agent"), request.getMethod(), request.getRequestURI(),
					status);
		}
	}

	private void end(HttpServletRequest request, boolean async) {
		if (!async) {
			this.inFlight.end();
			return;
		}
		AsyncRequest asyncRequest = this.inFlight.continueAsync();
		try {
			request.getAsyncContext().addListener(new AsyncEnd(asyncRequest));
			if (this.jetty) {
				JettyRequest.whenDone(request, asyncRequest::end);
			}
		}
		catch (IllegalStateException ex) {
			// completed meanwhile
			asyncRequest.end();
		}
	}

	/**
	 * Ends the request when the container has completed it.
	 */
	private record AsyncEnd(AsyncRequest asyncRequest) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			this.asyncRequest.end();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// listeners are forgotten when the request goes async again
			event.getAsyncContext().addListener(this);
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// completion follows
		}

		@Override
		public void onError(AsyncEvent event) {
			// completion follows
		}

	}

}
