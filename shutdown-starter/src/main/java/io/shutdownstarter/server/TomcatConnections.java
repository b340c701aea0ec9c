package io.shutdownstarter.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Tomcat has the right frame, and no way to send it without more: its {@code pause()}
 * ignores new streams one round trip later (by its own, earlier estimate; the
 * {@code drainTimeout} that would prolong it exists from 10.1.53 and 11.0.20 on only), so
 * that a busy client which reads late loses a request, or has to send it again. The frame
 * alone is written by reflection, therefore, and {@code pause()} is left to the stop of
 * the server.
 */
final class TomcatConnections implements ServerConnections {

	static final String HANDLER = "org.apache.coyote.http2.Http2UpgradeHandler";

	/** RFC 9113, section 6.8: the last stream of a GOAWAY that refuses none. */
	private static final int NO_LAST_STREAM = Integer.MAX_VALUE;

	private static final long NO_ERROR = 0;

	private final Tomcat tomcat;

	private final Class<?> handlerType;

	private final Method endpoint;

	private final Method goAway;

	private final Field state;

	private final Field lastStream;

	private final Field openStreams;

	private TomcatConnections(Tomcat tomcat) {
		this.tomcat = tomcat;
		this.handlerType = ClassUtils.resolveClassName(HANDLER, Tomcat.class.getClassLoader());
		this.endpoint = method(AbstractProtocol.class, "getEndpoint");
		this.goAway = method(this.handlerType, "writeGoAwayFrame", int.class, long.class, byte[].class);
		this.state = field(this.handlerType, "connectionState");
		this.lastStream = field(this.handlerType, "maxProcessedStreamId");
		this.openStreams = field(this.handlerType, "activeRemoteStreamCount");
	}

	static ServerConnections of(Object server) {
		return (server instanceof Tomcat tomcat) ? new TomcatConnections(tomcat) : NONE;
	}

	@Override
	public List<OpenConnection> open() {
		List<OpenConnection> open = new ArrayList<>();
		for (Connector connector : this.tomcat.getService().findConnectors()) {
			if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol && ReflectionUtils
				.invokeMethod(this.endpoint, protocol) instanceof AbstractEndpoint<?, ?> sockets) {
				for (SocketWrapperBase<?> socket : sockets.getConnections()) {
					addIfHttp2(socket, open);
				}
			}
		}
		return open;
	}

	@Override
	public @Nullable String connectionOf(Object request) {
		return ServletRequests.http2Connection(request);
	}

	private void addIfHttp2(SocketWrapperBase<?> socket, List<OpenConnection> open) {
		if (socket.getCurrentProcessor() instanceof Processor processor && processor.isUpgrade()) {
			Object handler = processor.getUpgradeToken().getHttpUpgradeHandler();
			if (this.handlerType.isInstance(handler) && hasCarriedRequest(handler)) {
				// the handler has set both names when it was made
				String id = socket.getServletConnection("", "").getConnectionId();
				open.add(new OpenConnection(id, () -> isIdle(handler), () -> tell(handler)));
			}
		}
	}

	private boolean hasCarriedRequest(Object handler) {
		return ReflectionUtils.getField(this.lastStream, handler) instanceof Integer id && id > 0;
	}

	private boolean isIdle(Object handler) {
		return ReflectionUtils.getField(this.openStreams, handler) instanceof AtomicInteger streams
				&& streams.get() == 0;
	}

	// later Tomcat has named a last stream, which must not grow again
	private void tell(Object handler) {
		if (ReflectionUtils.getField(this.state, handler) instanceof AtomicReference<?> reference
				&& "CONNECTED".equals(String.valueOf(reference.get()))) {
			ReflectionUtils.invokeMethod(this.goAway, handler, NO_LAST_STREAM, NO_ERROR, null);
		}
	}

	private static Method method(Class<?> type, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		Assert.state(method != null, () -> "No method '%s' in %s".formatted(name, type.getName()));
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	private static Field field(Class<?> type, String name) {
		Field field = ReflectionUtils.findField(type, name);
		Assert.state(field != null, () -> "No field '%s' in %s".formatted(name, type.getName()));
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
