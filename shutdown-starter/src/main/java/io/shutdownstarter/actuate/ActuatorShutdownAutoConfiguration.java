package io.shutdownstarter.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;

/**
 * Auto-configuration of the hook in applications that serve actuator endpoints with
 * Spring MVC.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class,
		beforeName = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(value = { WebEndpoint.class, WebEndpointProperties.class },
		name = "org.springframework.web.servlet.DispatcherServlet")
@ConditionalOnBean(PreStopHook.class)
public final class ActuatorShutdownAutoConfiguration {

	ActuatorShutdownAutoConfiguration() {
	}

	@Bean
	static PreStopExposure preStopExposure() {
		return new PreStopExposure();
	}

	@Bean
	PreStopEndpoint preStopEndpoint(PreStopHook hook) {
		return new PreStopEndpoint(hook);
	}

	@Bean
	ManagementPaths terminationManagementPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
		return new ManagementPaths(endpoints::getIfAvailable, environment);
	}

}
