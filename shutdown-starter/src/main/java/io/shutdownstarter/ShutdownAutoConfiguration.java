package io.shutdownstarter;

import java.util.function.LongSupplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the termination itself. Eager even if the application initializes
 * its beans lazily: a lazy listener would be created by the very close that it is to
 * delay.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration")
@ConditionalOnProperty(prefix = "shutdown-starter", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ShutdownProperties.class)
@Import(RunTimeSwitchConfiguration.class)
@ImportRuntimeHints(TerminationRuntimeHints.class)
@Lazy(false)
public final class ShutdownAutoConfiguration {

	private static final LongSupplier NANO_CLOCK = System::nanoTime;

	private final TerminationLoop loop = new TerminationThread("pod-termination");

	ShutdownAutoConfiguration() {
	}

	@Bean
	InFlightRequests inFlightRequests() {
		return new InFlightRequests(NANO_CLOCK);
	}

	@Bean
	PhaseEvents terminationPhaseEvents(ApplicationContext context) {
		return new PhaseEvents(context, new TerminationThread("pod-termination-events")::execute);
	}

	@Bean
	ApplicationReadiness terminationReadiness(ApplicationContext context, ApplicationAvailability availability,
			PhaseEvents terminationPhaseEvents) {
		return new ApplicationReadiness(context, availability, terminationPhaseEvents, JvmSignal::isEnding);
	}

	@Bean
	TerminationCoordinator termination(ShutdownProperties properties, InFlightRequests inFlightRequests,
			ApplicationReadiness terminationReadiness, PhaseEvents terminationPhaseEvents, Environment environment,
			ObjectProvider<MultiplexedConnections> multiplexedConnections) {
		TerminationMessage message = new TerminationMessage(
				properties.terminationMessage().enabled() && CloudPlatform.KUBERNETES.isActive(environment),
				properties.terminationMessage().path());
		return new TerminationCoordinator(properties, NANO_CLOCK, this.loop, inFlightRequests, terminationReadiness,
				terminationPhaseEvents, message, multiplexedConnections);
	}

	@Bean
	ClosePhases terminationClosePhases(ApplicationContext context) {
		return new ClosePhases(context, NANO_CLOCK, this.loop);
	}

	@Bean
	ContextCloseDoor terminationContextCloseDoor(ConfigurableApplicationContext context,
			TerminationCoordinator termination, ClosePhases terminationClosePhases, ShutdownProperties properties,
			ApplicationReadiness terminationReadiness) {
		return new ContextCloseDoor(context, termination, terminationClosePhases, JvmSignal::isEnding,
				() -> signal(context.getEnvironment(), properties, terminationReadiness));
	}

	private static TerminationCoordinator.Signal signal(Environment environment, ShutdownProperties properties,
			ApplicationReadiness readiness) {
		// a property of the same name in every Boot line, unlike the types behind it
		boolean serves = environment.containsProperty("local.server.port");
		boolean kubernetes = CloudPlatform.KUBERNETES.isActive(environment);
		boolean due = switch (properties.propagation().onSigterm()) {
			case AUTO -> kubernetes;
			case ALWAYS -> true;
			case NEVER -> false;
		};
		return new TerminationCoordinator.Signal(JvmSignal.firstClock(), serves && due && readiness.isWished(),
				serves && kubernetes);
	}

}
