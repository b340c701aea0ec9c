package io.shutdownstarter.reactive;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * Undertow's own side of a request, which is one object with that of the answer. Boot 4
 * has no Undertow, so all of it is reached by its name.
 */
final class UndertowExchange {

	private static final String TYPE = "io.undertow.server.HttpServerExchange";

	private static final String GET_PROTOCOL = "getProtocol";

	private UndertowExchange() {
	}

	/**
	 * Whether a request or an answer is Undertow's.
	 * @param server the request or the answer of the server below
	 * @return whether it is an exchange of Undertow
	 */
	static boolean isOne(Object server) {
		return server.getClass().getName().equals(TYPE);
	}

	/**
	 * The protocol of an exchange.
	 * @param exchange the exchange
	 * @return the name with the version, {@code null} if it is not known
	 */
	static @Nullable String protocol(Object exchange) {
		Method protocol = ReflectionUtils.findMethod(exchange.getClass(), GET_PROTOCOL);
		return (protocol != null) ? String.valueOf(ReflectionUtils.invokeMethod(protocol, exchange)) : null;
	}

	/**
	 * What a native image has to keep.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, TYPE,
						(hint) -> hint.withMethod(GET_PROTOCOL, List.of(), ExecutableMode.INVOKE));
		}

	}

}
