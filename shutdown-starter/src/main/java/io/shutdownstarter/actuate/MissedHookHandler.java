package io.shutdownstarter.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.shutdownstarter.PreStopHook;

/**
 * What {@link MissedHookFilter} is on the servlet stack: notices a call of the kubelet's
 * hook that something else than the hook has answered, on a management port of its own.
 */
final class MissedHookHandler implements HttpHandler {

	private final HttpHandler next;

	private final PreStopHook hook;

	MissedHookHandler(HttpHandler next, PreStopHook hook) {
		this.next = next;
		this.hook = hook;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		// by then errors have become a status
		response.beforeCommit(() -> Mono.fromRunnable(() -> look(request, response.getStatusCode())));
		return this.next.handle(request, response);
	}

	private void look(ServerHttpRequest request, @Nullable HttpStatusCode status) {
		if (status != null && PreStopHook.canBeMiss(status.value())) {
			this.hook.missedIfKubelet(request.getHeaders().getFirst("User-Agent"), request.getMethod().name(),
					request.getPath().value(), status.value());
		}
	}

}
