package io.shutdownstarter.servlet;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.MultiplexedConnections;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;
import io.shutdownstarter.UncountedPaths;
import io.shutdownstarter.UncountedRequests;

/**
 * Auto-configuration for servlet applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
@ConditionalOnBean(Termination.class)
@ImportRuntimeHints(JettyRequest.Hints.class)
@Lazy(false)
public final class ServletShutdownAutoConfiguration {

	ServletShutdownAutoConfiguration() {
	}

	@Bean
	FilterRegistrationBean<InFlightFilter> terminationInFlightFilter(Termination termination,
			InFlightRequests inFlightRequests, PreStopHook hook, ObjectProvider<UncountedPaths> uncountedPaths,
			ShutdownProperties properties, Environment environment,
			ObjectProvider<MultiplexedConnections> multiplexedConnections) {
		UncountedRequests uncounted = new UncountedRequests(uncountedPaths, properties.propagation().ignoredPaths(),
				servletPath(environment));
		FilterRegistrationBean<InFlightFilter> registration = new FilterRegistrationBean<>(new InFlightFilter(
				termination, inFlightRequests, uncounted, hook, multiplexedConnections.getIfAvailable()));
		registration.setName("terminationInFlightFilter");
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setAsyncSupported(true);
		// an error page is written to a response that has lost its headers
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
		return registration;
	}

	private static String servletPath(Environment environment) {
		String path = environment.getProperty("spring.mvc.servlet.path", "/");
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}
