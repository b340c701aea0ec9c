package io.shutdownstarter.server;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request of the Servlet API tells of its connection.
 */
final class ServletRequests {

	private ServletRequests() {
	}

	/**
	 * The HTTP/2 connection of a request.
	 * @param request the request
	 * @return the server's id of the connection, or {@code null} if it is no HTTP/2
	 */
	static @Nullable String http2Connection(Object request) {
		return (request instanceof HttpServletRequest servletRequest
				&& servletRequest.getProtocol().startsWith("HTTP/2"))
						? servletRequest.getServletConnection().getConnectionId() : null;
	}

}
