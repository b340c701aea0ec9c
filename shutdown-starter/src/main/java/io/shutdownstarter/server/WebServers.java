package io.shutdownstarter.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the server of an application. Boot's types have moved between its lines and their
 * members have not, so members are used by name.
 */
final class WebServers {

	private static final Log logger = LogFactory.getLog(WebServers.class);

	static final String HTTP2_OF_JETTY = "org.eclipse.jetty.http2.HTTP2Connection";

	private WebServers() {
	}

	/**
	 * The connections of the server that an application has. Those of a separate
	 * management port are left alone: the kubelet and Prometheus speak HTTP/1.1, and that
	 * port answers to the end.
	 * @param context the context of the application
	 * @return its connections, none if it has no server or one that cannot send a GOAWAY
	 * by itself (Undertow)
	 */
	static ServerConnections connections(ApplicationContext context) {
		Object server = call(context, "getWebServer");
		try {
			return (server != null) ? connections(server) : ServerConnections.NONE;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("HTTP/2 clients cannot be told to leave: this version of the server is not known", ex);
			return ServerConnections.NONE;
		}
	}

	/**
	 * Shortens what a server waits for when it is about to stop. Undertow is told by Boot
	 * not to wait, and {@link ReactorNettyStop} knows the other one.
	 * @param context the context of an application, or of its management port; nothing is
	 * done if it has no server of its own
	 */
	static void hurry(ApplicationContext context) {
		try {
			Object server = call(context, "getWebServer");
			if (server != null) {
				hurryServer(server);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The server has its own waits at its stop: this version of it is not known", ex);
		}
	}

	private static void hurryServer(Object server) {
		Object tomcat = call(server, "getTomcat");
		if (tomcat != null) {
			TomcatStop.hurry(tomcat);
			return;
		}
		Object jetty = call(server, "getServer");
		if (jetty != null) {
			JettyStop.hurry(jetty);
		}
	}

	private static ServerConnections connections(Object server) {
		Object tomcat = call(server, "getTomcat");
		if (tomcat != null) {
			return TomcatConnections.of(tomcat);
		}
		Object netty = read(server, "httpServer");
		if (netty != null) {
			return NettyConnections.of(netty);
		}
		Object jetty = call(server, "getServer");
		boolean http2 = ClassUtils.isPresent(HTTP2_OF_JETTY, server.getClass().getClassLoader());
		return (jetty != null && http2) ? JettyConnections.of(jetty) : ServerConnections.NONE;
	}

	private static @Nullable Object call(Object target, String name) {
		Method method = ReflectionUtils.findMethod(target.getClass(), name);
		return (method != null) ? ReflectionUtils.invokeMethod(method, target) : null;
	}

	private static @Nullable Object read(Object target, String name) {
		Field field = ReflectionUtils.findField(target.getClass(), name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

}
