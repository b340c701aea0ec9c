package io.shutdownstarter.wiring;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.actuate.ActuatorShutdownAutoConfiguration;
import io.shutdownstarter.actuate.TerminationEndpointAutoConfiguration;
import io.shutdownstarter.micrometer.MicrometerShutdownAutoConfiguration;
import io.shutdownstarter.servlet.ServletShutdownAutoConfiguration;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what is wired, and when.
 */
class AutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
			ShutdownAutoConfiguration.class, ServletShutdownAutoConfiguration.class,
			ActuatorShutdownAutoConfiguration.class, TerminationEndpointAutoConfiguration.class,
			MicrometerShutdownAutoConfiguration.class);

	private static final String EXPOSED = "management.endpoints.web.exposure.include=termination";

	private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(OURS);

	@Test
	void disabledLeavesNothingOfOurs() throws Exception {
		try (TestServer server = TestServer.start(PlainApplication.class, "shutdown-starter.enabled=false")) {
			assertThat(ours(server.context())).isEmpty();
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop").status()).isEqualTo(404);
			assertThat(HttpConnection.get(server.port(), "/ok").status()).isEqualTo(200);
		}
	}

	@Test
	void enabledIsWhatIsWiredByDefault() {
		try (TestServer server = TestServer.start(PlainApplication.class)) {
			assertThat(ours(server.context())).contains("io.shutdownstarter.ContextCloseDoor",
					"io.shutdownstarter.actuate.PreStopEndpoint", "io.shutdownstarter.actuate.PreStopExposure");
			assertThat(server.context().getBeanNamesForType(FilterRegistrationBean.class))
				.contains("terminationInFlightFilter", "preStopFilter");
		}
	}

	@Test
	void lazyInitializationDoesNotDelayWhatTheCloseNeeds() {
		try (TestServer server = TestServer.start(PlainApplication.class, "spring.main.lazy-initialization=true")) {
			assertThat(List.of("terminationContextCloseDoor", "terminationClosePhases", "terminationReadiness",
					"terminationInFlightFilter"))
				.allMatch(server.context().getBeanFactory()::containsSingleton);
		}
	}

	@Test
	void applicationWithoutWebServerHasTheTermination() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PlainApplication.class)
			.web(WebApplicationType.NONE)
			.run("--shutdown-starter.propagation.minimum=0s", "--shutdown-starter.propagation.quiet-period=0s")) {
			assertThat(context.getBeansOfType(FilterRegistrationBean.class)).isEmpty();

			context.getBean(PreStopHook.class).arrived().toCompletableFuture().join();

			assertThat(context.getBean(Termination.class).phase()).isEqualTo(TerminationPhase.DRAINED);
		}
	}

	@Test
	void applicationThatIsNoWebApplicationHasNeitherFilterNorHook() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.doesNotHaveBean(FilterRegistrationBean.class)
				.doesNotHaveBean("preStopEndpoint"));
	}

	@Test
	void webApplicationHasFilterAndHook() {
		this.web.run((context) -> assertThat(context).hasSingleBean(Termination.class)
			.hasBean("terminationInFlightFilter")
			.hasBean("preStopEndpoint"));
	}

	@Test
	void applicationWithoutMicrometerHasFilterAndHook() {
		this.web.withClassLoader(new FilteredClassLoader(MeterRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.hasBean("terminationInFlightFilter")
				.hasBean("preStopEndpoint"));
	}

	@Test
	void applicationWithoutSpringMvcHasNoHook() {
		this.web.withClassLoader(new FilteredClassLoader(DispatcherServlet.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.hasBean("terminationInFlightFilter")
				.doesNotHaveBean("preStopEndpoint"));
	}

	@Test
	void applicationWithoutWebHasTheTerminationEndpointIfItIsExposed() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues(EXPOSED)
			.withClassLoader(
					new FilteredClassLoader(DispatcherServlet.class.getPackageName(), Filter.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class).hasBean("terminationEndpoint"));
	}

	@Test
	void terminationEndpointIsNotThereIfItIsNotExposed() {
		this.web.run((context) -> assertThat(context).hasSingleBean(Termination.class)
			.doesNotHaveBean("terminationEndpoint"));
	}

	@Test
	void applicationWithoutActuatorHasNoHook() {
		this.web.withPropertyValues(EXPOSED)
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.actuate", Endpoint.class.getPackageName()))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.hasBean("terminationInFlightFilter")
				.doesNotHaveBean("preStopEndpoint")
				.doesNotHaveBean("terminationEndpoint"));
	}

	@Test
	void applicationWithoutServletsHasNoFilter() {
		this.web.withClassLoader(new FilteredClassLoader(Filter.class))
			.run((context) -> assertThat(context).hasSingleBean(Termination.class)
				.doesNotHaveBean("terminationInFlightFilter"));
	}

	@Test
	void disabledLeavesNeitherFilterNorHook() {
		this.web.withPropertyValues("shutdown-starter.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Termination.class)
				.doesNotHaveBean("terminationInFlightFilter")
				.doesNotHaveBean("preStopEndpoint"));
	}

	private static List<String> ours(ConfigurableApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.map(context::getType)
			.filter(Objects::nonNull)
			.map(Class::getName)
			.filter((name) -> name.startsWith("io.shutdownstarter.") && !name.contains(".wiring."))
			.toList();
	}

}
