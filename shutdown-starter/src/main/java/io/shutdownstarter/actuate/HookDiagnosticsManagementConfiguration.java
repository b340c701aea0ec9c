package io.shutdownstarter.actuate;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Tells which context serves the actuator.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnBean(HookPlace.class)
@Lazy(false)
public final class HookDiagnosticsManagementConfiguration {

	HookDiagnosticsManagementConfiguration() {
	}

	@Bean
	SmartInitializingSingleton terminationHookServed(HookPlace place, ApplicationContext context) {
		return () -> place.servedBy(context);
	}

}
