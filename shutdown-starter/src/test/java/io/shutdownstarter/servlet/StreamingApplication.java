package io.shutdownstarter.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Answers that take long, and in whose middle a client may go. Those that have no end of
 * their own go on with each tick.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(StreamingApplication.Streams.class)
public class StreamingApplication {

	/**
	 * More than all buffers between the application and a client that does not read.
	 */
	static final int DOWNLOAD = 40_000_000;

	/**
	 * Runs the application with a tick each 20 ms.
	 * @param args settings
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	public static void main(String[] args) {
		Streams streams = SpringApplication.run(StreamingApplication.class, args).getBean(Streams.class);
		Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(streams::tick, 0, 20, TimeUnit.MILLISECONDS);
		System.out.println("streams are up");
	}

	@Bean
	ServletRegistrationBean<AsyncServlet> asyncServlet(Streams streams) {
		ServletRegistrationBean<AsyncServlet> registration = new ServletRegistrationBean<>(new AsyncServlet(streams),
				"/async");
		registration.setAsyncSupported(true);
		return registration;
	}

	@RestController
	static class Streams {

		private final Set<SseEmitter> emitters = ConcurrentHashMap.newKeySet();

		private final Set<AsyncStream> streams = ConcurrentHashMap.newKeySet();

		private final AtomicInteger completed = new AtomicInteger();

		private volatile @Nullable Thread downloading;

		/**
		 * Writes to every open stream.
		 */
		void tick() {
			this.emitters.removeIf((emitter) -> !send(emitter));
			this.streams.removeIf((stream) -> !stream.send());
		}

		/**
		 * How often listeners of the application were told of an end.
		 * @return the number for all requests so far
		 */
		int completed() {
			return this.completed.get();
		}

		@Nullable Thread downloading() {
			return this.downloading;
		}

		@GetMapping("/events")
		SseEmitter events() throws IOException {
			SseEmitter emitter = new SseEmitter(0L);
			emitter.send("first");
			emitter.onCompletion(this.completed::incrementAndGet);
			this.emitters.add(emitter);
			return emitter;
		}

		@GetMapping("/download")
		ResponseEntity<StreamingResponseBody> download() {
			return ResponseEntity.ok().contentLength(DOWNLOAD).body((out) -> {
				this.downloading = Thread.currentThread();
				new Zeros().transferTo(out);
			});
		}

		@GetMapping("/deferred-download")
		DeferredResult<ResponseEntity<Resource>> deferredDownload() {
			DeferredResult<ResponseEntity<Resource>> result = new DeferredResult<>();
			new Thread(() -> result
				.setResult(ResponseEntity.ok().contentLength(DOWNLOAD).body(new InputStreamResource(new Zeros()))))
				.start();
			return result;
		}

		// as Spring MVC wants it: what fails is left to the server
		private static boolean send(SseEmitter emitter) {
			try {
				emitter.send("next");
				return true;
			}
			catch (IOException | IllegalStateException ex) {
				return false;
			}
		}

	}

	/**
	 * Streams without Spring MVC: {@code length} is the length that the answer should
	 * have, {@code ends} whether the application ends what has failed.
	 */
	static final class AsyncServlet extends HttpServlet {

		private final transient Streams streams;

		AsyncServlet(Streams streams) {
			this.streams = streams;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			AsyncContext async = request.startAsync();
			async.setTimeout(0);
			if (request.getParameter("length") != null) {
				response.setContentLength(Integer.parseInt(request.getParameter("length")));
			}
			AsyncStream stream = new AsyncStream(async, response.getOutputStream(),
					request.getParameter("ends") != null);
			async.addListener(new EndListener(this.streams, stream));
			this.streams.streams.add(stream);
		}

	}

	private record AsyncStream(AsyncContext async, ServletOutputStream out, boolean ends) {

		boolean send() {
			try {
				this.out.write('.');
				this.out.flush();
				return true;
			}
			catch (IOException ex) {
				end();
				return false;
			}
			catch (RuntimeException ex) {
				// Tomcat has ended it meanwhile
				return false;
			}
		}

		private void end() {
			try {
				if (this.ends) {
					this.async.complete();
				}
			}
			catch (IllegalStateException ex) {
				// Tomcat was faster
			}
		}

	}

	/**
	 * Takes a stream out before Tomcat uses its parts for the next request: the write
	 * that has failed need not throw, if Tomcat is faster.
	 *
	 * @param streams all of the application
	 * @param stream whose end this hears of
	 */
	private record EndListener(Streams streams, AsyncStream stream) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			this.streams.streams.remove(this.stream);
			this.streams.completed.incrementAndGet();
		}

		@Override
		public void onTimeout(AsyncEvent event) {
		}

		@Override
		public void onError(AsyncEvent event) {
			this.streams.streams.remove(this.stream);
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
		}

	}

	/**
	 * As many zeros as a download has.
	 */
	private static final class Zeros extends InputStream {

		private int left = DOWNLOAD;

		@Override
		public int read() {
			return (this.left-- > 0) ? 0 : -1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			int read = Math.min(length, this.left);
			this.left -= read;
			return (read > 0) ? read : -1;
		}

	}

}
