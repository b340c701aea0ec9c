package io.shutdownstarter.server;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils;

/**
 * Gives an end to the stop of Undertow, which waits for its threads without any: one
 * request that was given up at the deadline would keep the pod until it is killed. What
 * an application sets itself comes later, and counts. Boot 4 has no Undertow any more, so
 * its types are known by their names only.
 */
final class UndertowStop implements WebServerFactoryCustomizer<WebServerFactory>, Ordered {

	/**
	 * After it threads are interrupted, and not waited for. Boot's graceful shutdown has
	 * come before, with its own time; and the least time after SIGTERM is 2 s for
	 * everything.
	 */
	private static final int STOP_MILLIS = 500;

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(WebServerFactory factory) {
		for (Method method : factory.getClass().getMethods()) {
			if (method.getName().equals("addBuilderCustomizers") && method.isVarArgs()) {
				Class<?> type = method.getParameterTypes()[0].getComponentType();
				Object customizers = Array.newInstance(type, 1);
				Array.set(customizers, 0, customizer(type));
				ReflectionUtils.invokeMethod(method, factory, customizers);
				return;
			}
		}
	}

	private Object customizer(Class<?> type) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> invoke(method, arguments));
	}

	private @Nullable Object invoke(Method method, Object @Nullable [] arguments) {
		if (arguments != null && arguments.length == 1 && arguments[0] instanceof Undertow.Builder builder) {
			bound(builder);
			return null;
		}
		return ReflectionUtils.invokeMethod(method, this, (arguments != null) ? arguments : new Object[0]);
	}

	static void bound(Undertow.Builder builder) {
		builder.setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_MILLIS);
	}

}
