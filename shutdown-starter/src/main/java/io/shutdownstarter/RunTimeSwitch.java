package io.shutdownstarter;

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Takes the starter out of a context that was prepared ahead of time, if it is switched
 * off where the application runs: the condition was evaluated at build time. Elsewhere
 * the condition is enough, and this has nothing to do.
 */
final class RunTimeSwitch implements BeanDefinitionRegistryPostProcessor {

	/**
	 * By name, since the starter's name is also the beginning of other packages.
	 */
	static final Set<String> PACKAGES = Set.of("io.shutdownstarter", "io.shutdownstarter.actuate",
			"io.shutdownstarter.diagnostics", "io.shutdownstarter.micrometer", "io.shutdownstarter.reactive",
			"io.shutdownstarter.server", "io.shutdownstarter.servlet");

	private final Environment environment;

	RunTimeSwitch(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (StarterSwitch.isOff(this.environment)) {
			for (String name : registry.getBeanDefinitionNames()) {
				if (isOurs(registry.getBeanDefinition(name))) {
					registry.removeBeanDefinition(name);
				}
			}
		}
	}

	private static boolean isOurs(BeanDefinition definition) {
		String origin = origin(definition);
		return origin != null && PACKAGES.contains(ClassUtils.getPackageName(origin));
	}

	// a bean of one of our types may be the application's own
	private static @Nullable String origin(BeanDefinition definition) {
		Method factory = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (factory != null) ? factory.getDeclaringClass().getName() : definition.getBeanClassName();
	}

}
