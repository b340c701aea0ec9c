package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Stands before the hook on the port that serves it. Kubelets up to 1.25 call
 * {@code //actuator/prestop}, which is served as if it had one slash; HEAD, which Spring
 * MVC maps to GET, must not start a termination.
 */
final class PreStopFilter implements Filter {

	private final Supplier<Optional<String>> hookPath;

	/**
	 * Create the filter.
	 * @param hookPath the path of the hook without the context path, asked when requests
	 * arrive; empty if the user denies access to it
	 */
	PreStopFilter(Supplier<Optional<String>> hookPath) {
		this.hookPath = hookPath;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest call) || !isHook(call)) {
			chain.doFilter(request, response);
		}
		else if (call.getMethod().equals("HEAD")) {
			((HttpServletResponse) response).setHeader("Allow", "GET");
			((HttpServletResponse) response).sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
		}
		else {
			chain.doFilter(new SingleSlashRequest(call), response);
		}
	}

	private boolean isHook(HttpServletRequest call) {
		Optional<String> hook = this.hookPath.get();
		return hook.isPresent() && singleSlashes(path(call)).equals(hook.get());
	}

	// decoded, as Spring MVC matches it: the raw path has many spellings
	private static String path(HttpServletRequest call) {
		try {
			String info = call.getPathInfo();
			return (info != null) ? call.getServletPath() + info : call.getServletPath();
		}
		catch (IllegalArgumentException ex) {
			// Jetty, if it was told to let ambiguous paths pass
			return call.getRequestURI();
		}
	}

	private static String singleSlashes(String path) {
		return path.contains("//") ? path.replaceAll("//+", "/") : path;
	}

	/**
	 * The call with a path that Spring MVC knows.
	 */
	private static final class SingleSlashRequest extends HttpServletRequestWrapper {

		SingleSlashRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return singleSlashes(super.getRequestURI());
		}

	}

}
