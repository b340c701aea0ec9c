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
		return hook.isPresent() && isAt(call, hook.get());
	}

	private static boolean isAt(HttpServletRequest call, String hook) {
		String uri = call.getRequestURI();
		// most requests on a shared port end here
		if (!uri.endsWith(hook.substring(hook.lastIndexOf('/')))) {
			return false;
		}
		return singleSlashes(uri).equals(call.getServletContext().getContextPath() + hook);
	}

	private static String singleSlashes(String uri) {
		return uri.replaceAll("//+", "/");
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
