package io.shutdownstarter.actuate;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;
import io.shutdownstarter.support.Gate;

/**
 * An application with a request that the current test holds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ HookApplication.Held.class, HookApplication.Phases.class })
class HookApplication {

	/**
	 * Hears of phases after the readiness that goes with them.
	 */
	static class Phases {

		private volatile TerminationPhase last = TerminationPhase.SERVING;

		TerminationPhase last() {
			return this.last;
		}

		@EventListener
		void hear(TerminationPhaseEvent event) {
			this.last = event.getPhase();
		}

	}

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
