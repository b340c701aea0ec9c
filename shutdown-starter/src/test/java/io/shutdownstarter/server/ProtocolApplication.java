package io.shutdownstarter.server;

import java.util.concurrent.CompletionStage;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
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

	/** What stops before the web server, as listeners of Kafka do. */
	@Bean
	@ConditionalOnProperty("test.slow-stops")
	SlowStop listeners() {
		return new SlowStop(SmartLifecycle.DEFAULT_PHASE - 100);
	}

	/** Stops in the phase of the web server's own drain, right before that begins. */
	@Bean
	@ConditionalOnProperty("test.slow-stops")
	SlowStop lastMoment() {
		return new SlowStop(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

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

	/**
	 * Stops when its gate is opened.
	 */
	static final class SlowStop implements SmartLifecycle {

		private final int phase;

		private final Gate gate = new Gate();

		private volatile boolean running;

		SlowStop(int phase) {
			this.phase = phase;
		}

		Gate gate() {
			return this.gate;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.gate.pass();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
