package io.shutdownstarter.actuate;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What {@link PreStopFilter} is on the servlet stack: stands before the hook on the port
 * that serves it, and lets only calls pass that the guard takes. It is no web filter,
 * since those come behind the reading of forwarded headers, and the ones of the
 * application run on a management port of its own as well.
 * <p>
 * That a call has passed is told to the operations by the context of the reactive chain:
 * nobody but who stands before the whole of WebFlux can put it there, and it goes
 * wherever the call goes, unlike an attribute of the exchange, which operations do not
 * see.
 */
final class PreStopHandler implements HttpHandler {

	private static final Object GUARDED = PreStopHandler.class.getName() + ".guarded";

	private final HttpHandler next;

	private final HookPath hookPath;

	private final HookGuard guard;

	private final RefusedCalls refusedCalls;

	PreStopHandler(HttpHandler next, HookPath hookPath, HookGuard guard, RefusedCalls refusedCalls) {
		this.next = next;
		this.hookPath = hookPath;
		this.guard = guard;
		this.refusedCalls = refusedCalls;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		if (!this.hookPath.matches(request.getPath().pathWithinApplication())) {
			return this.next.handle(request, response);
		}
		// an application may have put one handler into another
		return Mono.deferContextual(
				(context) -> hasPassed(context) ? this.next.handle(request, response) : handleHook(request, response));
	}

	private Mono<Void> handleHook(ServerHttpRequest request, ServerHttpResponse response) {
		return switch (request.getMethod().name()) {
			case "GET", "POST", "DELETE" -> guard(request, response);
			case "HEAD" -> {
				response.setStatusCode(HttpStatus.METHOD_NOT_ALLOWED);
				response.getHeaders().set("Allow", "GET");
				yield response.setComplete();
			}
			default -> this.next.handle(ReactiveHookRequest.of(request), response);
		};
	}

	private Mono<Void> guard(ServerHttpRequest request, ServerHttpResponse response) {
		HookCall call = new ReactiveCall(request);
		Refusal refusal = this.guard.refusal(call);
		if (refusal == null) {
			return this.next.handle(ReactiveHookRequest.of(request), response)
				.contextWrite((context) -> context.put(GUARDED, true));
		}
		this.refusedCalls.add(refusal, call);
		return refuse(response, refusal);
	}

	private static Mono<Void> refuse(ServerHttpResponse response, Refusal refusal) {
		byte[] body = refusal.answer().getBytes(StandardCharsets.UTF_8);
		response.setStatusCode(HttpStatus.valueOf(refusal.status()));
		response.getHeaders().set("Content-Type", "text/plain;charset=UTF-8");
		response.getHeaders().setContentLength(body.length);
		if (refusal.asksForToken()) {
			response.getHeaders().set("WWW-Authenticate", TokenGuard.HEADER);
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	/**
	 * Whether the guard has taken a call.
	 * @param context the context of the chain that has led to an operation
	 * @return {@code false} if it came by a way that does not lead through the guard
	 */
	static boolean hasPassed(ContextView context) {
		return context.hasKey(GUARDED);
	}

}
