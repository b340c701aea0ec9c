package io.shutdownstarter.micrometer;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;

/**
 * Auto-configuration of the meters. Boot binds them to its registries at the start; where
 * Boot's own configuration of metrics is missing they are bound here, to the registries
 * that the application has made by itself.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration" })
@ConditionalOnClass({ MeterBinder.class, MeterRegistry.class })
@ConditionalOnBean(Termination.class)
public final class MicrometerShutdownAutoConfiguration {

	MicrometerShutdownAutoConfiguration() {
	}

	@Bean
	TerminationMeters terminationMeters(Termination termination) {
		return new TerminationMeters(termination);
	}

	// by name, as the type is package-private; a singleton of this kind is never lazy
	@Bean
	@ConditionalOnMissingBean(
			type = { "org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryPostProcessor",
					"org.springframework.boot.actuate.autoconfigure.metrics.MeterRegistryPostProcessor" })
	SmartInitializingSingleton terminationMetersBinding(TerminationMeters meters,
			ObjectProvider<MeterRegistry> registries) {
		return () -> bindable(registries.orderedStream().toList()).forEach(meters::bindTo);
	}

	// a composite hands on to the others, as Boot has it
	private static List<MeterRegistry> bindable(List<MeterRegistry> registries) {
		List<MeterRegistry> composites = registries.stream().filter(CompositeMeterRegistry.class::isInstance).toList();
		return composites.isEmpty() ? registries : composites;
	}

}
