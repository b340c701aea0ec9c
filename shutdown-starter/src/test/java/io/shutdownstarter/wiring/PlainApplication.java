package io.shutdownstarter.wiring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;

/**
 * An application that remembers what it has heard.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ PlainApplication.Heard.class, PlainApplication.Controller.class })
class PlainApplication {

	@Bean
	@Lazy(false)
	ApplicationListener<ContextRefreshedEvent> contexts(Heard heard) {
		return (event) -> heard.contexts.add(event.getApplicationContext());
	}

	@Lazy(false)
	static class Heard {

		private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();

		private final List<TerminationPhase> phases = new CopyOnWriteArrayList<>();

		List<ApplicationContext> contexts() {
			return this.contexts;
		}

		List<TerminationPhase> phases() {
			return this.phases;
		}

		@EventListener
		void phase(TerminationPhaseEvent event) {
			if (this.phases.isEmpty()) {
				this.phases.add(event.getPrevious());
			}
			this.phases.add(event.getPhase());
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
