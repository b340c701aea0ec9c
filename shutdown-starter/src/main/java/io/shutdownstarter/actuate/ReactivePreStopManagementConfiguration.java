package io.shutdownstarter.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.shutdownstarter.ShutdownProperties;

/**
 * What stands before the hook on WebFlux, on whichever port serves the actuator, and on
 * no other.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(ReactivePreStopEndpoint.class)
public final class ReactivePreStopManagementConfiguration {

	ReactivePreStopManagementConfiguration() {
	}

	// asks for nothing but when the handler is made: a post-processor comes before all
	// beans
	@Bean
	static HandlerFront preStopHandlerFront(ObjectProvider<HookPath> hookPath, ObjectProvider<RefusedCalls> refused,
			ObjectProvider<ShutdownProperties> properties, Environment environment) {
		boolean sharedPort = ManagementPortType.get(environment) == ManagementPortType.SAME;
		return new HandlerFront(HandlerFront.INNER, (next) -> new PreStopHandler(next, hookPath.getObject(),
				HookGuard.of(properties.getObject().prestop().token(), sharedPort), refused.getObject()));
	}

}
