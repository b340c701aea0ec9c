package io.shutdownstarter.actuate;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;

/**
 * Exposes the hook, so that the dependency alone makes it reachable. What the user
 * excludes, or denies access to, stays so. An empty list means Boot's default, which is
 * health.
 */
final class PreStopExposure implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WebEndpointProperties properties) {
			Set<String> include = new LinkedHashSet<>(properties.getExposure().getInclude());
			if (include.isEmpty()) {
				include.add("health");
			}
			if (!include.contains("*")) {
				include.add("prestop");
			}
			properties.getExposure().setInclude(include);
		}
		return bean;
	}

}
