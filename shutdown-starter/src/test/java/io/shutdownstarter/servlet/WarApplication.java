package io.shutdownstarter.servlet;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.Termination;

/**
 * An application that a server runs which it has not started. It tells of itself by
 * requests alone: the server may have loaded its classes on its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WarApplication.Requests.class)
public class WarApplication extends SpringBootServletInitializer {

	/** More than all buffers between the application and a client that does not read. */
	private static final int DOWNLOAD = 40_000_000;

	private static final int CHUNK = 8_000;

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
		return builder.sources(WarApplication.class)
			.properties("spring.main.banner-mode=off", "shutdown-starter.grace-period=5m",
					"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s",
					"shutdown-starter.propagation.ignored-paths=/state,/release");
	}

	@RestController
	static class Requests {

		private final InFlightRequests inFlight;

		private final Termination termination;

		private volatile DeferredResult<String> held = new DeferredResult<>();

		Requests(InFlightRequests inFlight, Termination termination) {
			this.inFlight = inFlight;
			this.termination = termination;
		}

		@GetMapping("/held")
		DeferredResult<String> held() {
			DeferredResult<String> held = new DeferredResult<>(300_000L);
			this.held = held;
			return held;
		}

		@GetMapping("/release")
		boolean release() {
			return this.held.setResult("ok");
		}

		@GetMapping("/download")
		ResponseEntity<StreamingResponseBody> download() {
			return ResponseEntity.ok().contentLength(DOWNLOAD).body((out) -> {
				for (int written = 0; written < DOWNLOAD; written += CHUNK) {
					out.write(new byte[CHUNK]);
				}
			});
		}

		@GetMapping("/state")
		String state() {
			return "%s %d".formatted(this.termination.phase(), this.inFlight.count());
		}

	}

}
