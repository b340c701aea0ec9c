package io.shutdownstarter.reactive;

import java.time.Duration;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An upload on Jetty, whose body fails if the client goes while it is read. Spring keeps
 * a failure that its own read has met, and leaves it to the server to tell of it
 * ({@code AbstractListenerReadPublisher}, state READING); Jetty leaves it to whoever
 * reads. Nobody would ever hear of it: not the application, and not who waits for the
 * request to end.
 */
final class JettyUpload extends ServerHttpRequestDecorator {

	/**
	 * In most cases Spring does tell, and is not to be overtaken on another thread: as
	 * long as asynchronous requests of servlets have.
	 */
	private static final Duration COURTESY = Duration.ofMillis(200);

	private static final boolean JETTY = ServerProtocol.SERVLET
			&& ClassUtils.isPresent(JettyRequest.Hints.CORE_REQUEST, JettyUpload.class.getClassLoader());

	private final Mono<Void> failure;

	private JettyUpload(ServerHttpRequest request, Mono<Void> failure) {
		super(request);
		this.failure = failure.onErrorResume(JettyUpload::later);
	}

	/**
	 * Lets the body of a request tell of its failure in any case.
	 * @param request the request, on whose thread this is called
	 * @return the same if it is none with a body on Jetty
	 */
	static ServerHttpRequest thatTells(ServerHttpRequest request) {
		if (!JETTY || !mayHaveBody(request)) {
			return request;
		}
		Mono<Void> failure = JettyRequest.failure(ServerProtocol.ofServer(request));
		// a request of Spring's own kind again, which knows the attributes of its
		// exchange
		return (failure != null) ? new JettyUpload(request, failure).mutate().build() : request;
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return super.getBody().takeUntilOther(this.failure);
	}

	private static boolean mayHaveBody(ServerHttpRequest request) {
		HttpMethod method = request.getMethod();
		return !HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)
				&& request.getHeaders().getContentLength() != 0;
	}

	// on a thread that may be blocked by what the application does about it
	private static Mono<Void> later(Throwable failure) {
		return Mono.delay(COURTESY, Schedulers.boundedElastic()).then(Mono.error(failure));
	}

}
