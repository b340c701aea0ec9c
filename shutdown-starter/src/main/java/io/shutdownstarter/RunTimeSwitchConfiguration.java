package io.shutdownstarter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The switch in a context of its own: the application's, and that of a separate
 * management port, whose definitions are another list.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "shutdown-starter", name = "enabled", matchIfMissing = true)
class RunTimeSwitchConfiguration {

	@Bean
	static RunTimeSwitch terminationRunTimeSwitch(Environment environment) {
		return new RunTimeSwitch(environment);
	}

}
