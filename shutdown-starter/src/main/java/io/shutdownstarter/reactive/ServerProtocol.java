package io.shutdownstarter.reactive;

import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Tells the protocol of a request, which WebFlux does not: by the request of the server
 * below. Each kind of server may be missing.
 */
final class ServerProtocol {

	private static final String NETTY_REQUEST = "reactor.netty.http.server.HttpServerRequest";

	private static final String SERVLET_REQUEST = "jakarta.servlet.http.HttpServletRequest";

	private static final boolean NETTY = isPresent(NETTY_REQUEST);

	/** Whether there is a Servlet API at all. */
	static final boolean SERVLET = isPresent(SERVLET_REQUEST);

	private ServerProtocol() {
	}

	/**
	 * Whether a request came with HTTP/1.x. Of a server that is not known it is taken for
	 * granted: all of them drop the header where it is forbidden.
	 * @param request the outermost request
	 * @return whether the connection can be closed by a header
	 */
	static boolean isHttp1(ServerHttpRequest request) {
		String protocol = of(request);
		return protocol == null || protocol.startsWith("HTTP/1");
	}

	/**
	 * Whether a request came with HTTP/1.1, whose clients know chunks.
	 * @param request the outermost request
	 * @return whether it did, {@code false} if the server is not known
	 */
	static boolean isHttp11(ServerHttpRequest request) {
		return "HTTP/1.1".equals(of(request));
	}

	/**
	 * The request as the server made it.
	 * @param request the outermost request
	 * @return the request of the server below, or what is known of it if that server is
	 * not known
	 */
	static Object ofServer(ServerHttpRequest request) {
		ServerHttpRequest inner = request;
		while (inner instanceof ServerHttpRequestDecorator decorator) {
			inner = decorator.getDelegate();
		}
		return (inner instanceof AbstractServerHttpRequest adapted) ? adapted.getNativeRequest() : inner;
	}

	private static @Nullable String of(ServerHttpRequest request) {
		Object server = ofServer(request);
		if (NETTY && Netty.isRequest(server)) {
			return Netty.protocol(server);
		}
		if (SERVLET && Servlet.isRequest(server)) {
			return Servlet.protocol(server);
		}
		return UndertowExchange.isOne(server) ? UndertowExchange.protocol(server) : null;
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

	/**
	 * What a native image has to keep: a class that is looked for by its name is absent
	 * there unless it is named.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(NETTY_REQUEST, SERVLET_REQUEST)
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
