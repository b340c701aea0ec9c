package io.shutdownstarter.reactive;

import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;

/**
 * What is done with an answer right before its first byte leaves, whoever has given it:
 * from the first signal on HTTP/1.x clients are asked to leave, and the kubelet's call of
 * the hook is noticed if something else has answered it. An established connection
 * outlives the removal of its endpoint, so nothing but the answer can move its client
 * elsewhere.
 */
final class LastMoment implements Supplier<Mono<Void>> {

	private static final int OK = 200;

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final Termination termination;

	private final PreStopHook hook;

	LastMoment(ServerHttpRequest request, ServerHttpResponse response, Termination termination, PreStopHook hook) {
		this.request = request;
		this.response = response;
		this.termination = termination;
		this.hook = hook;
	}

	@Override
	public Mono<Void> get() {
		HttpStatusCode status = this.response.getStatusCode();
		int code = (status != null) ? status.value() : OK;
		lookForHook(code);
		if (this.termination.phase() != TerminationPhase.SERVING) {
			askToLeave(code);
		}
		return Mono.empty();
	}

	private void lookForHook(int status) {
		if (PreStopHook.canBeMiss(status)) {
			this.hook.missedIfKubelet(this.request.getHeaders().getFirst(HttpHeaders.USER_AGENT),
					this.request.getMethod().name(), this.request.getURI().getRawPath(), status);
		}
	}

	// HTTP/2, whose connections are told by their server, forbids the header
	private void askToLeave(int status) {
		if (!isUpgrade(status) && ServerProtocol.isHttp1(this.request)) {
			this.response.getHeaders().set(HttpHeaders.CONNECTION, "close");
			AnswerEnd.makeKnown(this.request, this.response, status);
		}
	}

	// the answer to a WebSocket's handshake needs the header for itself, and has no
	// status of its own yet
	private boolean isUpgrade(int status) {
		return status <= OK && "websocket".equalsIgnoreCase(this.request.getHeaders().getUpgrade());
	}

}
