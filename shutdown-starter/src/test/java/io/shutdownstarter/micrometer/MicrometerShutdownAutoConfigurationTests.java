package io.shutdownstarter.micrometer;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which registries get the meters.
 */
class MicrometerShutdownAutoConfigurationTests {

	private static final String BINDING = "terminationMetersBinding";

	private final ApplicationContextRunner withoutBootsMetrics = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				ShutdownAutoConfiguration.class, MicrometerShutdownAutoConfiguration.class));

	private final ApplicationContextRunner withBootsMetrics = this.withoutBootsMetrics.withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void registryOfTheApplicationGetsThemFromBootsMetrics() {
		this.withBootsMetrics.withUserConfiguration(OneRegistry.class).run((context) -> {
			assertThat(context).doesNotHaveBean(BINDING);
			assertThatMetersFollow(context, context.getBean(MeterRegistry.class));
		});
	}

	@Test
	void bothRegistriesOfTheApplicationGetThemFromBootsMetrics() {
		this.withBootsMetrics.withUserConfiguration(TwoRegistries.class).run((context) -> {
			assertThatMetersFollow(context, context.getBean("first", MeterRegistry.class));
			assertThatMetersFollow(context, context.getBean("second", MeterRegistry.class));
		});
	}

	@Test
	void registryOfTheApplicationGetsThemWithoutBootsMetrics() {
		this.withoutBootsMetrics.withUserConfiguration(OneRegistry.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.micrometer"))
			.run((context) -> assertThatMetersFollow(context, context.getBean(MeterRegistry.class)));
	}

	@Test
	void bothRegistriesOfTheApplicationGetThemWithoutBootsMetrics() {
		this.withoutBootsMetrics.withUserConfiguration(TwoRegistries.class).run((context) -> {
			assertThatMetersFollow(context, context.getBean("first", MeterRegistry.class));
			assertThatMetersFollow(context, context.getBean("second", MeterRegistry.class));
		});
	}

	@Test
	void compositeOfTheApplicationHasThemAndHandsThemOnWithoutBootsMetrics() {
		this.withoutBootsMetrics.withUserConfiguration(Composite.class).run((context) -> {
			assertThatMetersFollow(context, context.getBean("first", MeterRegistry.class));
			assertThatMetersFollow(context, context.getBean("second", MeterRegistry.class));
			assertThatMetersFollow(context, context.getBean("composite", MeterRegistry.class));
		});
	}

	@Test
	void lazyInitializationDoesNotDelayThem() {
		this.withoutBootsMetrics.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThatMetersFollow(context, context.getBean(MeterRegistry.class)));
	}

	@Test
	void collectionOfGarbageDoesNotTakeTheirValues() {
		this.withoutBootsMetrics.withUserConfiguration(OneRegistry.class).run((context) -> {
			System.gc();
			assertThatMetersFollow(context, context.getBean(MeterRegistry.class));
		});
	}

	@Test
	void userTurnsThemOffByTheirPrefix() {
		this.withBootsMetrics.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("management.metrics.enable.termination=false")
			.run((context) -> assertThat(ours(context.getBean(MeterRegistry.class))).isEmpty());
	}

	@Test
	void applicationWithoutARegistryStarts() {
		this.withoutBootsMetrics.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Termination.class));
	}

	@Test
	void applicationWithoutMicrometerHasNone() {
		this.withoutBootsMetrics.withClassLoader(new FilteredClassLoader(MeterRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.doesNotHaveBean("terminationMeters")
				.doesNotHaveBean(BINDING));
	}

	@Test
	void disabledLeavesNone() {
		this.withBootsMetrics.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("shutdown-starter.enabled=false")
			.run((context) -> assertThat(ours(context.getBean(MeterRegistry.class))).isEmpty());
	}

	private static void assertThatMetersFollow(ApplicationContext context, MeterRegistry registry) {
		context.getBean(Termination.class).resume();
		assertThat(ours(registry)).hasSize(13).allMatch((meter) -> meter.getId().getDescription() != null);
		assertThat(phase(registry, "serving")).isEqualTo(1);
		double refused = registry.get("termination.refused.hooks").functionCounter().count();

		context.getBean(PreStopHook.class).refused();
		context.getBean(PreStopHook.class).drainAndHold();

		assertThat(phase(registry, "serving")).isZero();
		assertThat(registry.get("termination.refused.hooks").functionCounter().count()).isEqualTo(refused + 1);
	}

	private static double phase(MeterRegistry registry, String phase) {
		return registry.get("termination.phase").tag("phase", phase).gauge().value();
	}

	private static List<Meter> ours(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("termination."))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class OneRegistry {

		@Bean
		SimpleMeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		SimpleMeterRegistry first() {
			return new SimpleMeterRegistry();
		}

		@Bean
		SimpleMeterRegistry second() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Composite extends TwoRegistries {

		@Bean
		CompositeMeterRegistry composite(SimpleMeterRegistry first, SimpleMeterRegistry second) {
			CompositeMeterRegistry composite = new CompositeMeterRegistry();
			composite.add(first).add(second);
			return composite;
		}

	}

}
