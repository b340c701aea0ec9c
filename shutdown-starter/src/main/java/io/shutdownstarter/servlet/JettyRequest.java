package io.shutdownstarter.servlet;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * The end of an asynchronous request on Jetty, which does not tell the request's own
 * listeners of every end: none is called when an answer is broken off that was to be
 * longer, a download for example whose client has gone.
 * <p>
 * All of Jetty is reached by name: it hides its classes from the web applications (WAR)
 * that it runs.
 */
final class JettyRequest {

	private static final String GET_REQUEST = "getRequest";

	private static final String ADD_LISTENER = "addCompletionListener";

	private static final Log logger = LogFactory.getLog(JettyRequest.class);

	/**
	 * Looked for once: Java copies all methods of an interface for each look.
	 */
	private static volatile @Nullable Method addListener;

	private JettyRequest() {
	}

	/**
	 * Calls back when Jetty has done with a request, however it ended.
	 * @param request the request, on whose thread this is called
	 * @param end called once by any thread
	 */
	static void whenDone(ServletRequest request, Runnable end) {
		try {
			ServletRequest unwrapped = unwrapped(request);
			Method getRequest = ReflectionUtils.findMethod(unwrapped.getClass(), GET_REQUEST);
			if (getRequest != null) {
				Object core = ReflectionUtils.invokeMethod(getRequest, unwrapped);
				Consumer<Throwable> listener = (failure) -> end.run();
				ReflectionUtils.invokeMethod(addListener(getRequest.getReturnType()), null, core, listener);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The end of a request is known by its listeners only", ex);
		}
	}

	private static ServletRequest unwrapped(ServletRequest request) {
		ServletRequest unwrapped = request;
		while (unwrapped instanceof ServletRequestWrapper wrapper) {
			unwrapped = wrapper.getRequest();
		}
		return unwrapped;
	}

	private static Method addListener(Class<?> coreRequest) {
		Method method = addListener;
		if (method == null || method.getDeclaringClass() != coreRequest) {
			method = ReflectionUtils.findMethod(coreRequest, ADD_LISTENER, coreRequest, Consumer.class);
			Assert.state(method != null, () -> "No method '%s' in %s".formatted(ADD_LISTENER, coreRequest.getName()));
			addListener = method;
		}
		return method;
	}

	/**
	 * What a native image has to keep.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		static final String CORE_REQUEST = "org.eclipse.jetty.server.Request";

		/**
		 * The class has another package for each version of the Servlet API.
		 */
		private static final List<String> REQUESTS = List.of("org.eclipse.jetty.ee10.servlet.ServletApiRequest",
				"org.eclipse.jetty.ee11.servlet.ServletApiRequest");

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			REQUESTS.forEach((type) -> keep(hints, classLoader, type, GET_REQUEST));
			keep(hints, classLoader, CORE_REQUEST, ADD_LISTENER, TypeReference.of(CORE_REQUEST),
					TypeReference.of(Consumer.class));
		}

		private static void keep(RuntimeHints hints, @Nullable ClassLoader classLoader, String type, String method,
				TypeReference... parameters) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, type,
						(hint) -> hint.withMethod(method, List.of(parameters), ExecutableMode.INVOKE));
		}

	}

}
