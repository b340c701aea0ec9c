package io.shutdownstarter.reactive;

import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * An answer of unknown length that is to close its connection. On most servers it would
 * have no end but that of the connection, and nobody could tell whether it was cut; so it
 * is sent in chunks, as Reactor Netty does by itself.
 */
final class AnswerEnd {

	private AnswerEnd() {
	}

	/**
	 * Makes a client able to tell the end, right before the first byte leaves.
	 * @param request the request
	 * @param response the answer as the server gave it, or one for HEAD, which has no
	 * body
	 * @param status the status of the answer
	 */
	static void makeKnown(ServerHttpRequest request, ServerHttpResponse response, int status) {
		if (response instanceof AbstractServerHttpResponse adapted && mayHaveBody(status)
				&& response.getHeaders().getContentLength() < 0 && ServerProtocol.isHttp11(request)) {
			Object server = adapted.getNativeResponse();
			if (UndertowExchange.isOne(server)) {
				response.getHeaders().set(HttpHeaders.TRANSFER_ENCODING, "chunked");
			}
			else if (ServerProtocol.SERVLET) {
				Servlet.chunk(server);
			}
		}
	}

	// nobody misses a part of a redirect
	private static boolean mayHaveBody(int status) {
		return status != HttpStatus.NO_CONTENT.value() && status != HttpStatus.RESET_CONTENT.value()
				&& status / 100 != 3;
	}

	/**
	 * Tomcat and Jetty send chunks if there may be trailers.
	 */
	private static final class Servlet {

		static void chunk(Object server) {
			if (server instanceof HttpServletResponse answer && !answer.isCommitted()
					&& answer.getTrailerFields() == null) {
				answer.setTrailerFields(Map::of);
			}
		}

	}

}
