package io.shutdownstarter.actuate;

import org.eclipse.jetty.server.Server;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * What Jetty has to let through to the hook, on whichever port serves the actuator, and
 * on no other.
 *
 * @since 0.1.0
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnClass({ Server.class, WebServerFactoryCustomizer.class })
@ConditionalOnBean(HookPath.class)
@ImportRuntimeHints(JettyFactory.Hints.class)
public final class JettyManagementConfiguration {

	JettyManagementConfiguration() {
	}

	@Bean
	JettyFactory preStopJettyFactory(HookPath preStopHookPath, ActuatorStack terminationActuatorStack,
			ApplicationContext server) {
		JettyHook hook = new JettyHook((path) -> {
			String contextPath = terminationActuatorStack.contextPath(server);
			return path.startsWith(contextPath) && preStopHookPath.isExactly(path.substring(contextPath.length()));
		});
		return new JettyFactory(hook::letThrough);
	}

}
