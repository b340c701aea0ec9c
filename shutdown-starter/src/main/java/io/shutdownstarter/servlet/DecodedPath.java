package io.shutdownstarter.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The path of a request as it is matched with servlets and handlers: the raw path has
 * many spellings.
 */
final class DecodedPath {

	private DecodedPath() {
	}

	static String of(HttpServletRequest request) {
		try {
			String info = request.getPathInfo();
			return (info != null) ? request.getServletPath() + info : request.getServletPath();
		}
		catch (IllegalArgumentException ex) {
			// Jetty, if it was told to let ambiguous paths pass
			return request.getRequestURI();
		}
	}

}
