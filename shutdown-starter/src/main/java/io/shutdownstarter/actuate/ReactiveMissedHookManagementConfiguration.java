package io.shutdownstarter.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

import io.shutdownstarter.PreStopHook;

/**
 * What watches over a management port of its own on WebFlux.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(PreStopHook.class)
public final class ReactiveMissedHookManagementConfiguration {

	ReactiveMissedHookManagementConfiguration() {
	}

	@Bean
	static HandlerFront missedHookHandlerFront(ObjectProvider<PreStopHook> hook) {
		return new HandlerFront(HandlerFront.OUTER, (next) -> new MissedHookHandler(next, hook.getObject()));
	}

}
