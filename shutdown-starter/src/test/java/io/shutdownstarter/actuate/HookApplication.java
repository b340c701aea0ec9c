package io.shutdownstarter.actuate;

import java.time.Duration;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;
import io.shutdownstarter.support.Gate;

/**
 * An application with a request that the current test holds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ HookApplication.Held.class, HookApplication.MvcRequests.class, HookApplication.WebFluxRequests.class,
		HookApplication.NettyOfItsOwn.class, HookApplication.Phases.class })
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

	/**
	 * Event loops that are not those of all servers of the JVM: the close of one
	 * application ends them.
	 */
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class NettyOfItsOwn {

		@Bean
		ReactorResourceFactory eventLoops() {
			ReactorResourceFactory eventLoops = new ReactorResourceFactory();
			eventLoops.setUseGlobalResources(false);
			eventLoops.setShutdownQuietPeriod(Duration.ZERO);
			return eventLoops;
		}

	}

	/**
	 * What holds the request.
	 */
	static class Held {

		private volatile Gate gate = new Gate();

		Gate newGate() {
			this.gate = new Gate();
			return this.gate;
		}

		Gate gate() {
			return this.gate;
		}

	}

	@RestController
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class MvcRequests {

		private final Held held;

		MvcRequests(Held held) {
			this.held = held;
		}

		@GetMapping("/held")
		String held() {
			this.held.gate().pass();
			return "ok";
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

	@RestController
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class WebFluxRequests {

		private final Held held;

		WebFluxRequests(Held held) {
			this.held = held;
		}

		@GetMapping("/held")
		Mono<String> held() {
			return Mono.defer(() -> Mono.fromCompletionStage(this.held.gate().passLater()));
		}

		@GetMapping("/ok")
		Mono<String> ok() {
			return Mono.just("ok");
		}

	}

}
