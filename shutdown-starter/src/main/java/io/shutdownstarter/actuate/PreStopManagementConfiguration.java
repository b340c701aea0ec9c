package io.shutdownstarter.actuate;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import io.shutdownstarter.ShutdownProperties;

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
	FilterRegistrationBean<PreStopFilter> preStopFilter(HookPath preStopHookPath, RefusedCalls preStopRefusedCalls,
			ShutdownProperties properties, Environment environment) {
		boolean sharedPort = ManagementPortType.get(environment) == ManagementPortType.SAME;
		HookGuard guard = HookGuard.of(properties.prestop().token(), sharedPort);
		FilterRegistrationBean<PreStopFilter> registration = new FilterRegistrationBean<>(
				new PreStopFilter(preStopHookPath, guard, preStopRefusedCalls));
		registration.setName("preStopFilter");
		// behind the counting of requests, before anything that refuses double slashes
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		registration.setAsyncSupported(true);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		return registration;
	}

}
