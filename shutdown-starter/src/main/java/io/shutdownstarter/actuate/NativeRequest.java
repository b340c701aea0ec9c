package io.shutdownstarter.actuate;

import java.net.InetSocketAddress;
import java.util.stream.Stream;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * What only the server itself knows of a request that WebFlux serves. Any of the servers
 * may be absent.
 */
final class NativeRequest {

	private static final String SERVLET_REQUEST = "jakarta.servlet.ServletRequest";

	private static final String NETTY_REQUEST = "reactor.netty.http.server.HttpServerRequest";

	private static final boolean SERVLET = isPresent(SERVLET_REQUEST);

	private static final boolean NETTY = isPresent(NETTY_REQUEST);

	private NativeRequest() {
	}

	/**
	 * An attribute that the servlet container, or what stands before WebFlux there, has
	 * set.
	 * @param request the request
	 * @param name the name of the attribute
	 * @return its value, or {@code null} if there is none, or no servlet container
	 */
	static @Nullable Object attribute(ServerHttpRequest request, String name) {
		return SERVLET ? Servlet.attribute(ofServer(request), name) : null;
	}

	/**
	 * The server's side of the connection.
	 * @param request the request
	 * @return the address, or {@code null} if it is none of the network
	 */
	static @Nullable InetSocketAddress localAddress(ServerHttpRequest request) {
		InetSocketAddress address = NETTY ? Netty.localAddress(ofServer(request)) : null;
		return (address != null) ? address : request.getLocalAddress();
	}

	// of a server that is not known there is no more to be asked: the guard refuses what
	// has no address
	private static Object ofServer(ServerHttpRequest request) {
		ServerHttpRequest inner = request;
		while (inner instanceof ServerHttpRequestDecorator decorator) {
			inner = decorator.getDelegate();
		}
		return (inner instanceof AbstractServerHttpRequest adapted) ? adapted.getNativeRequest() : inner;
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, NativeRequest.class.getClassLoader());
	}

	/**
	 * Tomcat and Jetty; Undertow serves WebFlux without the Servlet API.
	 */
	private static final class Servlet {

		static @Nullable Object attribute(Object nativeRequest, String name) {
			return (nativeRequest instanceof ServletRequest request) ? request.getAttribute(name) : null;
		}

	}

	/**
	 * Reactor Netty. If it is told to believe forwarded headers, what it gives for the
	 * address of the host is theirs.
	 */
	private static final class Netty {

		static @Nullable InetSocketAddress localAddress(Object nativeRequest) {
			return (nativeRequest instanceof HttpServerRequest request
					&& request.connectionHostAddress() instanceof InetSocketAddress address) ? address : null;
		}

	}

	/**
	 * What a native image has to keep: a class that is looked for by its name is absent
	 * there unless it is named.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(SERVLET_REQUEST, NETTY_REQUEST)
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
