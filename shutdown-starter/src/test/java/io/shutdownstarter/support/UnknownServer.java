package io.shutdownstarter.support;

import java.lang.reflect.Proxy;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Requests of a server that nobody knows.
 */
public final class UnknownServer {

	private UnknownServer() {
	}

	/**
	 * A request of which nothing is known but that it has no headers.
	 * @return the request
	 */
	public static ServerHttpRequest request() {
		HttpHeaders headers = new HttpHeaders();
		return (ServerHttpRequest) Proxy.newProxyInstance(UnknownServer.class.getClassLoader(),
				new Class<?>[] { ServerHttpRequest.class },
				(proxy, method, arguments) -> method.getName().equals("getHeaders") ? headers : null);
	}

}
