package io.shutdownstarter.actuate;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;

/**
 * Auto-configuration that remembers where the actuator was meant to be served when the
 * application was built, for applications that are prepared ahead of time (AOT).
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(ConditionalOnManagementPort.class)
@ConditionalOnBean(PreStopHook.class)
@Lazy(false)
public final class ManagementPortAutoConfiguration {

	ManagementPortAutoConfiguration() {
	}

	@Bean
	@ConditionalOnManagementPort(ManagementPortType.SAME)
	FrozenManagementPort terminationSharedManagementPort(Environment environment) {
		return new FrozenManagementPort(ManagementPortType.SAME, environment);
	}

	@Bean
	@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
	FrozenManagementPort terminationSeparateManagementPort(Environment environment) {
		return new FrozenManagementPort(ManagementPortType.DIFFERENT, environment);
	}

	@Bean
	@ConditionalOnManagementPort(ManagementPortType.DISABLED)
	FrozenManagementPort terminationDisabledManagementPort(Environment environment) {
		return new FrozenManagementPort(ManagementPortType.DISABLED, environment);
	}

}
