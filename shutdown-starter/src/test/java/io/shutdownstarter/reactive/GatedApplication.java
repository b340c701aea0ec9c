package io.shutdownstarter.reactive;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.shutdownstarter.stack.GatedAnswers;
import io.shutdownstarter.support.Gate;

/**
 * Answers in every way in which WebFlux can, each held by the gate of the current test,
 * and never by a thread.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GatedApplication.Answers.class)
class GatedApplication {

	@Bean
	GateFilter gateFilter(Answers answers) {
		return new GateFilter(answers);
	}

	@Bean
	WebSocketService webSockets(@Value("${test.server}") String server) {
		return new HandshakeWebSocketService(server.equals("reactor.netty") ? new ReactorNettyRequestUpgradeStrategy()
				: new StandardWebSocketUpgradeStrategy());
	}

	@Bean
	LateAnswer lateAnswer(Answers answers) {
		return new LateAnswer(answers);
	}

	@RestController
	static class Answers implements GatedAnswers {

		private static final int CHUNK = 64 * 1024;

		private final WebSocketService webSockets;

		private volatile Gate gate = new Gate();

		private volatile Sinks.Many<String> events = events();

		/** The header that was about to be sent with the last answer. */
		private volatile @Nullable String connection;

		Answers(WebSocketService webSockets) {
			this.webSockets = webSockets;
		}

		@Override
		public Gate newGate() {
			this.gate = new Gate();
			this.connection = null;
			return this.gate;
		}

		@Override
		public void completeEvents() {
			this.events.tryEmitComplete().orThrow();
		}

		@Nullable String connection() {
			return this.connection;
		}

		Sinks.Many<String> currentEvents() {
			return this.events;
		}

		Mono<String> gated() {
			return Mono.fromCompletionStage(this.gate.passLater());
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

		@GetMapping("/ignored")
		String ignored() {
			return "ignored";
		}

		@GetMapping("/gated")
		Mono<String> answer() {
			return gated();
		}

		@GetMapping("/failed")
		Mono<String> failed() {
			return gated().then(Mono.error(new IllegalStateException("expected")));
		}

		@GetMapping("/not-found")
		Mono<String> notFound() {
			return gated().then(Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
		}

		@GetMapping("/no-content")
		Mono<ResponseEntity<Void>> noContent() {
			return gated().thenReturn(ResponseEntity.noContent().build());
		}

		@GetMapping("/no-content-now")
		ResponseEntity<Void> noContentNow() {
			return ResponseEntity.noContent().build();
		}

		@GetMapping("/redirect")
		Mono<ResponseEntity<Void>> redirect() {
			return gated().thenReturn(ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/ok")).build());
		}

		@GetMapping("/answered-late")
		String answeredLate() {
			throw new AnsweredLateException();
		}

		@GetMapping("/chunks")
		Mono<Void> chunks(ServerHttpResponse response) {
			Mono<DataBuffer> begin = Mono.fromSupplier(() -> buffer(response, "begin "));
			Mono<DataBuffer> end = gated().map((ok) -> buffer(response, "end"));
			return response.writeAndFlushWith(Flux.just(begin, end));
		}

		@GetMapping("/cut")
		Mono<Void> cut(ServerHttpResponse response) {
			Mono<DataBuffer> begin = Mono.fromSupplier(() -> buffer(response, "begin "));
			Mono<DataBuffer> failure = gated().then(Mono.error(new IllegalStateException("expected")));
			return response.writeAndFlushWith(Flux.just(begin, failure));
		}

		@GetMapping("/large")
		Mono<Void> large(ServerHttpResponse response) {
			String chunk = "x".repeat(CHUNK);
			response.getHeaders().setContentLength(LARGE);
			return response.writeWith(Flux.range(0, LARGE / CHUNK).map((number) -> buffer(response, chunk)));
		}

		@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> eventStream() {
			this.events = events();
			this.events.tryEmitNext("first");
			this.gate.reach();
			return this.events.asFlux();
		}

		@GetMapping("/never")
		Mono<String> never() {
			this.gate.reach();
			return Mono.never();
		}

		@PostMapping("/upload")
		Mono<Integer> upload(@RequestBody Flux<DataBuffer> body) {
			return body.doOnNext((part) -> this.gate.reach())
				.map(DataBuffer::readableByteCount)
				.reduce(0, Integer::sum);
		}

		@GetMapping("/socket")
		Mono<Void> socket(ServerWebExchange exchange) {
			return this.webSockets.handleRequest(exchange,
					(session) -> session.send(gated().map((ok) -> session.textMessage("hello\n"))));
		}

		private static Sinks.Many<String> events() {
			return Sinks.many().unicast().onBackpressureBuffer();
		}

		private static DataBuffer buffer(ServerHttpResponse response, String text) {
			return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * Holds any request that asks for it: before it is handled, before it fails, or when
	 * its answer is about to be sent. Sees the answer after those who came first.
	 */
	static final class GateFilter implements WebFilter {

		private final Answers answers;

		GateFilter(Answers answers) {
			this.answers = answers;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			ServerHttpResponse response = exchange.getResponse();
			response.beforeCommit(() -> {
				this.answers.connection = response.getHeaders().getFirst(HttpHeaders.CONNECTION);
				return Mono.empty();
			});
			String gate = exchange.getRequest().getHeaders().getFirst("X-Gate");
			return switch ((gate != null) ? gate : "none") {
				case "pass" -> this.answers.gated().then(chain.filter(exchange));
				case "fail" -> this.answers.gated().then(Mono.error(new IllegalStateException("expected")));
				case "commit" -> {
					response.beforeCommit(() -> this.answers.gated().then());
					yield chain.filter(exchange);
				}
				default -> chain.filter(exchange);
			};
		}

	}

	/**
	 * Answers outside of all filters, as every handler of exceptions does, and late.
	 */
	@Order(-2)
	static final class LateAnswer implements WebExceptionHandler {

		private final Answers answers;

		LateAnswer(Answers answers) {
			this.answers = answers;
		}

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
			if (!(ex instanceof AnsweredLateException)) {
				return Mono.error(ex);
			}
			ServerHttpResponse response = exchange.getResponse();
			return this.answers.gated().flatMap((ok) -> {
				response.setStatusCode(HttpStatus.CONFLICT);
				response.getHeaders().setContentLength(4);
				return response.writeWith(Mono.just(Answers.buffer(response, "late")));
			});
		}

	}

	static final class AnsweredLateException extends RuntimeException {

	}

}
