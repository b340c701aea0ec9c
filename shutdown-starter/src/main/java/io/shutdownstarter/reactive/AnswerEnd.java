package io.shutdownstarter.reactive;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * An answer of unknown length that is to close its connection. On servlet containers it
 * would have no end but that of the connection, and nobody could tell whether it was cut;
 * trailers make it chunked. Reactor Netty sends chunks anyway.
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
		if (ServerProtocol.SERVLET && response instanceof AbstractServerHttpResponse adapted
				&& response.getHeaders().getContentLength() < 0 && mayHaveBody(status)) {
			Servlet.chunk(ServerProtocol.ofServer(request), adapted.getNativeResponse());
		}
	}

	// nobody misses a part of a redirect
	private static boolean mayHaveBody(int status) {
		return status != HttpStatus.NO_CONTENT.value() && status != HttpStatus.RESET_CONTENT.value()
				&& status / 100 != 3;
	}

	private static final class Servlet {

		static void chunk(Object request, Object response) {
			if (request instanceof HttpServletRequest call && call.getProtocol().equals("HTTP/1.1")
					&& response instanceof HttpServletResponse answer && answer.getTrailerFields() == null) {
				answer.setTrailerFields(Map::of);
			}
		}

	}

}
