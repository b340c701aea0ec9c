package io.shutdownstarter.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.shutdownstarter.stack.GatedAnswers;
import io.shutdownstarter.support.Gate;

/**
 * Answers in every way in which Spring MVC and the Servlet API can, each held by the gate
 * of the current test.
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
	ServletRegistrationBean<TwiceAsyncServlet> twiceAsyncServlet(Answers answers) {
		ServletRegistrationBean<TwiceAsyncServlet> registration = new ServletRegistrationBean<>(
				new TwiceAsyncServlet(answers), "/twice-async");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	ServletRegistrationBean<UpgradeServlet> upgradeServlet() {
		return new ServletRegistrationBean<>(new UpgradeServlet(), "/upgrade");
	}

	@RestController
	static class Answers implements GatedAnswers {

		private static final int CHUNK = 64 * 1024;

		private final Executor threads = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "answers");
			thread.setDaemon(true);
			return thread;
		});

		private volatile Gate gate = new Gate();

		private volatile SseEmitter emitter = new SseEmitter();

		@Override
		public Gate newGate() {
			this.gate = new Gate();
			return this.gate;
		}

		@Override
		public void completeEvents() {
			this.emitter.complete();
		}

		SseEmitter emitter() {
			return this.emitter;
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
		String gated() {
			this.gate.pass();
			return "ok";
		}

		@GetMapping("/exception")
		String exception() {
			this.gate.pass();
			throw new IllegalStateException("expected");
		}

		@GetMapping("/send-error")
		void sendError(HttpServletResponse response) throws IOException {
			this.gate.pass();
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
		}

		@GetMapping("/chunks")
		void chunks(HttpServletResponse response) throws IOException {
			response.getWriter().write("begin ");
			response.flushBuffer();
			this.gate.pass();
			response.getWriter().write("end");
		}

		@GetMapping("/large")
		void large(HttpServletResponse response) throws IOException {
			byte[] chunk = new byte[CHUNK];
			response.setContentLength(LARGE);
			for (int sent = 0; sent < LARGE; sent += CHUNK) {
				response.getOutputStream().write(chunk);
			}
		}

		@GetMapping("/redirect")
		void redirect(HttpServletResponse response) throws IOException {
			this.gate.pass();
			response.sendRedirect("/ok");
		}

		@GetMapping("/no-content")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		void noContent() {
			this.gate.pass();
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			this.gate.passLater().thenAccept(result::setResult);
			return result;
		}

		@GetMapping("/deferred-failed")
		DeferredResult<String> deferredFailed() {
			DeferredResult<String> result = new DeferredResult<>();
			this.gate.passLater().thenAccept((ok) -> result.setErrorResult(new IllegalStateException("expected")));
			return result;
		}

		@GetMapping("/deferred-timeout")
		DeferredResult<String> deferredTimeout() {
			// not less: Jetty forgets what comes while the request is still on its thread
			DeferredResult<String> result = new DeferredResult<>(100L);
			result.onTimeout(this.gate::pass);
			return result;
		}

		@GetMapping("/future")
		CompletionStage<String> future() {
			return this.gate.passLater();
		}

		@GetMapping("/future-failed")
		CompletionStage<String> futureFailed() {
			return this.gate.passLater().thenApply((ok) -> {
				throw new IllegalStateException("expected");
			});
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> {
				this.gate.pass();
				return "ok";
			};
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> {
				out.write("begin ".getBytes(StandardCharsets.UTF_8));
				this.gate.pass();
				out.write("end".getBytes(StandardCharsets.UTF_8));
			};
		}

		@GetMapping("/events")
		SseEmitter events() throws IOException {
			SseEmitter emitter = new SseEmitter(0L);
			emitter.send("first");
			this.emitter = emitter;
			this.gate.reach();
			return emitter;
		}

		@PostMapping("/upload")
		long upload(InputStream body) throws IOException {
			long first = body.read();
			this.gate.reach();
			return first + body.readAllBytes().length;
		}

	}

	/**
	 * Holds any request that asks for it, even one for a file.
	 */
	static final class GateFilter extends OncePerRequestFilter {

		private final Answers answers;

		GateFilter(Answers answers) {
			this.answers = answers;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if ("pass".equals(request.getHeader("X-Gate"))) {
				this.answers.gate.pass();
			}
			chain.doFilter(request, response);
		}

	}

	/**
	 * Goes async, is dispatched, and goes async again.
	 */
	static final class TwiceAsyncServlet extends HttpServlet {

		private final transient Answers answers;

		TwiceAsyncServlet(Answers answers) {
			this.answers = answers;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync();
			if (request.getAttribute("again") == null) {
				request.setAttribute("again", true);
				this.answers.threads.execute(async::dispatch);
			}
			else {
				this.answers.gate.passLater().thenRun(() -> {
					response.setStatus(HttpStatus.ACCEPTED.value());
					async.complete();
				});
			}
		}

	}

	/**
	 * Turns the connection into one that is not HTTP any more.
	 */
	static final class UpgradeServlet extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response)
				throws IOException, ServletException {
			response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
			response.setHeader("Upgrade", "greeting");
			response.setHeader("Connection", "Upgrade");
			request.upgrade(Greeting.class);
		}

	}

	/**
	 * Greets and hangs up.
	 */
	public static class Greeting implements HttpUpgradeHandler {

		@Override
		public void init(WebConnection connection) {
			try (connection) {
				connection.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void destroy() {
		}

	}

}
