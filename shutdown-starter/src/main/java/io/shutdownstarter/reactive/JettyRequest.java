package io.shutdownstarter.reactive;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The failure of a request on Jetty, which the Servlet API does not always tell.
 */
final class JettyRequest {

	private static final Log logger = LogFactory.getLog(JettyRequest.class);

	private JettyRequest() {
	}

	/**
	 * What tells that the client of a request has gone, once the server has noticed.
	 * @param request the request as the server made it
	 * @return ends with the failure, if there is one; {@code null} if the server is
	 * another one
	 */
	static @Nullable Mono<Void> failure(Object request) {
		try {
			return (request instanceof ServletRequest servletRequest) ? failure(unwrapped(servletRequest)) : null;
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The failure of a request is known by its reads and writes only", ex);
			return null;
		}
	}

	private static @Nullable Mono<Void> failure(ServletRequest request) throws IOException {
		if (!(call(request, Hints.GET_REQUEST) instanceof Request core)) {
			return null;
		}
		Sinks.Empty<Void> failure = Sinks.empty();
		// a reset is told to listeners, the end of a connection to whoever reads
		core.addFailureListener(failure::tryEmitError);
		core.addHttpStreamWrapper((stream) -> new WatchedStream(stream, failure));
		// neither tells what was known before
		if (call(request.getInputStream(), Hints.IS_ERROR) instanceof Boolean failed && failed) {
			failure.tryEmitError(new EOFException("The client has gone"));
		}
		return failure.asMono();
	}

	private static ServletRequest unwrapped(ServletRequest request) {
		ServletRequest unwrapped = request;
		while (unwrapped instanceof ServletRequestWrapper wrapper) {
			unwrapped = wrapper.getRequest();
		}
		return unwrapped;
	}

	private static @Nullable Object call(Object target, String name) {
		Method method = ReflectionUtils.findMethod(target.getClass(), name);
		return (method != null) ? ReflectionUtils.invokeMethod(method, target) : null;
	}

	/**
	 * What is read of a request, or that nothing more can be.
	 */
	private static final class WatchedStream extends HttpStream.Wrapper {

		private final Sinks.Empty<Void> failure;

		WatchedStream(HttpStream stream, Sinks.Empty<Void> failure) {
			super(stream);
			this.failure = failure;
		}

		@Override
		public Content.@Nullable Chunk read() {
			Content.Chunk chunk = super.read();
			if (Content.Chunk.isFailure(chunk, true)) {
				this.failure.tryEmitError(chunk.getFailure());
			}
			return chunk;
		}

	}

	/**
	 * What a native image has to keep: some classes have another package for each version
	 * of the Servlet API.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		static final String CORE_REQUEST = "org.eclipse.jetty.server.Request";

		private static final String GET_REQUEST = "getRequest";

		private static final String IS_ERROR = "isError";

		private static final List<String> PACKAGES = List.of("org.eclipse.jetty.ee10.servlet.",
				"org.eclipse.jetty.ee11.servlet.");

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerTypeIfPresent(classLoader, CORE_REQUEST);
			for (String name : PACKAGES) {
				keep(hints, classLoader, name + "ServletApiRequest", GET_REQUEST);
				keep(hints, classLoader, name + "HttpInput", IS_ERROR);
			}
		}

		private static void keep(RuntimeHints hints, @Nullable ClassLoader classLoader, String type, String method) {
			hints.reflection()
				.registerTypeIfPresent(classLoader, type,
						(hint) -> hint.withMethod(method, List.of(), ExecutableMode.INVOKE));
		}

	}

}
