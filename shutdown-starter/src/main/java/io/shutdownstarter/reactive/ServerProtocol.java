package io.shutdownstarter.reactive;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Tells the protocol of a request, which WebFlux does not: by the request of the server
 * below. Each kind of server may be missing.
 */
final class ServerProtocol {

	private static final boolean NETTY = isPresent("reactor.netty.http.server.HttpServerRequest");

	private static final boolean SERVLET = isPresent("jakarta.servlet.http.HttpServletRequest");

	private ServerProtocol() {
	}

	/**
	 * Whether a request came with HTTP/1.x. Of a server that is not known it is taken for
	 * granted: all of them drop the header where it is forbidden.
	 * @param request the outermost request
	 * @return whether the connection can be closed by a header
	 */
	static boolean isHttp1(ServerHttpRequest request) {
		Object server = ofServer(request);
		if (NETTY && Netty.isRequest(server)) {
			return isHttp1(Netty.protocol(server));
		}
		return !SERVLET || !Servlet.isRequest(server) || isHttp1(Servlet.protocol(server));
	}

	/**
	 * The request as the server made it.
	 * @param request the outermost request
	 * @return the request of the server below
	 */
	static Object ofServer(ServerHttpRequest request) {
		return (request instanceof AbstractServerHttpRequest adapted) ? adapted.getNativeRequest() : request;
	}

	private static boolean isHttp1(String protocol) {
		return protocol.startsWith("HTTP/1");
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, ServerProtocol.class.getClassLoader());
	}

	private static final class Netty {

		static boolean isRequest(Object request) {
			return request instanceof HttpServerRequest;
		}

		static String protocol(Object request) {
			return ((HttpServerRequest) request).protocol();
		}

	}

	private static final class Servlet {

		static boolean isRequest(Object request) {
			return request instanceof HttpServletRequest;
		}

		static String protocol(Object request) {
			return ((HttpServletRequest) request).getProtocol();
		}

	}

}
