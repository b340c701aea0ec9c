package io.shutdownstarter.actuate;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.web.FilterChainProxy;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.diagnostics.StartupCheck;

/**
 * Auto-configuration of what is said about the hook at the start.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ActuatorShutdownAutoConfiguration.class,
		beforeName = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration")
@ConditionalOnClass({ WebEndpoint.class, WebEndpointProperties.class })
@ConditionalOnBean(HookPath.class)
public final class HookDiagnosticsAutoConfiguration {

	HookDiagnosticsAutoConfiguration() {
	}

	@Bean
	HookPlace terminationHookPlace(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment,
			ShutdownProperties properties, ActuatorStack stack) {
		return new HookPlace(endpoints, environment, properties, stack);
	}

	@Bean
	HookChecks terminationHookChecks(HookPlace place, Environment environment,
			ObjectProvider<WebEndpointProperties> endpoints) {
		return new HookChecks(place, environment, endpoints);
	}

	@Bean
	StartupCheck terminationUnreachableHookCheck(HookChecks checks) {
		return checks::unreachable;
	}

	@Bean
	StartupCheck terminationTokenCheck(HookChecks checks) {
		return checks::withoutToken;
	}

	/**
	 * Where Spring Security is present. What WebFlux's own chain does is not known.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(FilterChainProxy.class)
	static class WithSpringSecurity {

		@Bean
		StartupCheck terminationSecurityCheck(HookPlace place, ActuatorStack stack, BeanFactory beans) {
			return () -> new SecurityRules(place, stack.prefix(), beans).refusesHook();
		}

	}

}
