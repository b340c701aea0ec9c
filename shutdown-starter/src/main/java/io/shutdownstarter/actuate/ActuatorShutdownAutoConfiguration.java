package io.shutdownstarter.actuate;

import org.apache.catalina.valves.ValveBase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;

/**
 * Auto-configuration of the hook in applications that serve actuator endpoints with
 * Spring MVC or WebFlux.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class,
		beforeName = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration")
@Conditional(ActuatorShutdownAutoConfiguration.OnStack.class)
@ConditionalOnClass({ WebEndpoint.class, WebEndpointProperties.class })
@ConditionalOnBean(PreStopHook.class)
public final class ActuatorShutdownAutoConfiguration {

	ActuatorShutdownAutoConfiguration() {
	}

	@Bean
	static PreStopExposure preStopExposure() {
		return new PreStopExposure();
	}

	@Bean
	RefusedCalls preStopRefusedCalls(PreStopHook hook) {
		return new RefusedCalls(hook);
	}

	@Bean
	HookPath preStopHookPath(ObjectProvider<PathMappedEndpoints> endpoints, ActuatorStack actuatorStack) {
		return HookPath.of(endpoints::getIfAvailable, actuatorStack);
	}

	@Bean
	TokenSanitizer preStopTokenSanitizer(ShutdownProperties properties) {
		return new TokenSanitizer(properties.prestop().token());
	}

	@Bean
	ManagementPaths terminationManagementPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
		return new ManagementPaths(endpoints::getIfAvailable, environment);
	}

	/**
	 * On Spring MVC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class MvcConfiguration {

		@Bean
		ActuatorStack terminationActuatorStack(Environment environment) {
			return new MvcStack(environment);
		}

		@Bean
		PreStopEndpoint preStopEndpoint(PreStopHook hook, Termination termination, RefusedCalls preStopRefusedCalls) {
			return new PreStopEndpoint(hook, termination, preStopRefusedCalls);
		}

	}

	/**
	 * On WebFlux.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ImportRuntimeHints(NativeRequest.Hints.class)
	static class WebFluxConfiguration {

		@Bean
		ActuatorStack terminationActuatorStack(Environment environment) {
			return new WebFluxStack(environment);
		}

		@Bean
		ReactivePreStopEndpoint preStopEndpoint(PreStopHook hook, Termination termination,
				RefusedCalls preStopRefusedCalls) {
			return new ReactivePreStopEndpoint(hook, termination, preStopRefusedCalls);
		}

	}

	/**
	 * For the server that hides what the guard has to see.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ValveBase.class, WebServerFactoryCustomizer.class })
	@ConditionalOnManagementPort(ManagementPortType.SAME)
	@ImportRuntimeHints(ForwardedMark.Hints.class)
	static class TomcatConfiguration {

		@Bean
		ForwardedMark.Customizer preStopForwardedMarkCustomizer(HookPath preStopHookPath,
				ShutdownProperties properties) {
			return new ForwardedMark.Customizer(preStopHookPath, properties.prestop().token() == null);
		}

	}

	/**
	 * Other stacks, such as Jersey, are not served.
	 */
	static class OnStack extends AnyNestedCondition {

		OnStack() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
		static class OnMvc {

		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		@ConditionalOnClass(name = "org.springframework.web.reactive.DispatcherHandler")
		static class OnWebFlux {

		}

	}

}
