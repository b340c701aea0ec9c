package io.shutdownstarter.actuate;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

import io.shutdownstarter.PreStopHook;

/**
 * What watches over a management port of its own.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(PreStopHook.class)
public final class MissedHookManagementConfiguration {

	MissedHookManagementConfiguration() {
	}

	@Bean
	FilterRegistrationBean<MissedHookFilter> missedHookFilter(PreStopHook hook) {
		FilterRegistrationBean<MissedHookFilter> registration = new FilterRegistrationBean<>(
				new MissedHookFilter(hook));
		registration.setName("missedHookFilter");
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setAsyncSupported(true);
		return registration;
	}

}
