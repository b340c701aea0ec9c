package io.shutdownstarter.servlet;

import java.lang.reflect.Method;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * The end of an asynchronous request on Jetty, which does not tell the request's own
 * listeners of every end: none is called when an answer is broken off that was to be
 * longer, a download for example whose client has gone.
 */
final class JettyRequest {

	/**
	 * The class has another package for each version of the Servlet API.
	 */
	private static final List<String> REQUESTS = List.of("org.eclipse.jetty.ee10.servlet.ServletApiRequest",
			"org.eclipse.jetty.ee11.servlet.ServletApiRequest");

	private static final String GET_REQUEST = "getRequest";

	private static final Log logger = LogFactory.getLog(JettyRequest.class);

	private JettyRequest() {
	}

	/**
	 * Calls back when Jetty has done with a request, however it ended.
	 * @param request the request, on whose thread this is called
	 * @param end called once by any thread
	 */
	static void whenDone(ServletRequest request, Runnable end) {
		try {
			if (core(request) instanceof Request core) {
				Request.addCompletionListener(core, (failure) -> end.run());
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The end of a request is known by its listeners only", ex);
		}
	}

	private static @Nullable Object core(ServletRequest request) {
		ServletRequest unwrapped = request;
		while (unwrapped instanceof ServletRequestWrapper wrapper) {
			unwrapped = wrapper.getRequest();
		}
		Method getRequest = ReflectionUtils.findMethod(unwrapped.getClass(), GET_REQUEST);
		return (getRequest != null) ? ReflectionUtils.invokeMethod(getRequest, unwrapped) : null;
	}

	/**
	 * What a native image has to keep.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			REQUESTS.forEach((type) -> hints.reflection()
				.registerTypeIfPresent(classLoader, type,
						(hint) -> hint.withMethod(GET_REQUEST, List.of(), ExecutableMode.INVOKE)));
		}

	}

}
