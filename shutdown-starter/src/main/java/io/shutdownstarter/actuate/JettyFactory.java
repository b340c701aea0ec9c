package io.shutdownstarter.actuate;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Changes a Jetty before it starts. The type of Boot that does so, and those of the
 * factories, have other names in Boot 3, their members have the same.
 */
final class JettyFactory implements WebServerFactoryCustomizer<WebServerFactory>, Ordered {

	private static final String ADD = "addServerCustomizers";

	private final Consumer<Server> change;

	JettyFactory(Consumer<Server> change) {
		this.change = change;
	}

	@Override
	public void customize(WebServerFactory factory) {
		Method add = add(factory.getClass());
		if (add != null) {
			Class<?> type = customizerType(add);
			Object customizers = Array.newInstance(type, 1);
			Array.set(customizers, 0, customizer(type));
			ReflectionUtils.invokeMethod(add, factory, customizers);
		}
	}

	// behind the application's own: what it has set is what is changed
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	private Object customizer(Class<?> type) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this::call);
	}

	// Boot keeps its customizers in a set
	private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) {
		Object argument = (arguments != null && arguments.length == 1) ? arguments[0] : null;
		if (argument instanceof Server server) {
			this.change.accept(server);
			return null;
		}
		return switch (method.getName()) {
			case "equals" -> proxy == argument;
			case "hashCode" -> System.identityHashCode(proxy);
			default -> getClass().getName();
		};
	}

	private static @Nullable Method add(Class<?> factory) {
		Method add = ReflectionUtils.findMethod(factory, ADD, (Class<?>[]) null);
		// Reactor Netty's factory has a method of that name, too
		return (add != null && ReflectionUtils.findMethod(customizerType(add), "customize", Server.class) != null) ? add
				: null;
	}

	private static Class<?> customizerType(Method add) {
		return add.getParameterTypes()[0].getComponentType();
	}

	/**
	 * What is used by name, in every Boot line.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		private static final List<String> FACTORIES = List.of(
				"org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory",
				"org.springframework.boot.web.embedded.jetty.JettyReactiveWebServerFactory",
				"org.springframework.boot.jetty.JettyWebServerFactory");

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			for (String factory : FACTORIES) {
				Method add = ClassUtils.isPresent(factory, classLoader)
						? add(ClassUtils.resolveClassName(factory, classLoader)) : null;
				if (add != null) {
					hints.reflection().registerMethod(add, ExecutableMode.INVOKE);
					hints.proxies().registerJdkProxy(customizerType(add));
				}
			}
		}

	}

}
