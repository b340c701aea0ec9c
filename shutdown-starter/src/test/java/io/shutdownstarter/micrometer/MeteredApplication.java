package io.shutdownstarter.micrometer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import io.shutdownstarter.support.Gate;

/**
 * An application with requests that the test holds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(MeteredApplication.Held.class)
class MeteredApplication {

	@Bean
	Gate gate() {
		return new Gate();
	}

	@RestController
	static class Held {

		private final Gate gate;

		Held(Gate gate) {
			this.gate = gate;
		}

		@GetMapping("/sync")
		String sync() {
			this.gate.pass();
			return "ok";
		}

		@GetMapping("/async")
		DeferredResult<String> async() {
			DeferredResult<String> result = new DeferredResult<>(0L);
			this.gate.passLater().thenAccept(result::setResult);
			return result;
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
