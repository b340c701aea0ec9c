package io.shutdownstarter.actuate;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.support.Gate;

/**
 * An application with a request that the current test holds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HookApplication.Held.class)
class HookApplication {

	@RestController
	static class Held {

		private volatile Gate gate = new Gate();

		Gate newGate() {
			this.gate = new Gate();
			return this.gate;
		}

		@GetMapping("/held")
		String held() {
			this.gate.pass();
			return "ok";
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
