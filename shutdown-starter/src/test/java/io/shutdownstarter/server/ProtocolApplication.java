package io.shutdownstarter.server;

import java.util.concurrent.CompletionStage;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.support.Gate;

/**
 * One application for every server and both stacks.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProtocolApplication.Answers.class)
class ProtocolApplication {

	@RestController
	static class Answers {

		private final Gate gate = new Gate();

		Gate gate() {
			return this.gate;
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

		@GetMapping("/held")
		CompletionStage<String> held() {
			return this.gate.passLater();
		}

	}

}
