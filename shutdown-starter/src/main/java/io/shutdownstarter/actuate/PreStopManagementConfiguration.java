package io.shutdownstarter.actuate;

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * What stands before the hook, on whichever port serves the actuator.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(PreStopEndpoint.class)
public final class PreStopManagementConfiguration {

	PreStopManagementConfiguration() {
	}

	@Bean
	FilterRegistrationBean<PreStopFilter> preStopFilter(ObjectProvider<PathMappedEndpoints> endpoints,
			Environment environment) {
		String servletPath = servletPath(environment);
		Supplier<Optional<String>> hookPath = SingletonSupplier.of(() -> Optional.ofNullable(endpoints.getIfAvailable())
			.map((mapped) -> mapped.getPath(EndpointId.of("prestop")))
			.map(servletPath::concat));
		FilterRegistrationBean<PreStopFilter> registration = new FilterRegistrationBean<>(new PreStopFilter(hookPath));
		registration.setName("preStopFilter");
		// behind the counting of requests, before anything that refuses double slashes
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		registration.setAsyncSupported(true);
		return registration;
	}

	// a management server of its own does not use the application's servlet path
	private static String servletPath(Environment environment) {
		String path = (ManagementPortType.get(environment) == ManagementPortType.SAME)
				? environment.getProperty("spring.mvc.servlet.path", "/") : "/";
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}
