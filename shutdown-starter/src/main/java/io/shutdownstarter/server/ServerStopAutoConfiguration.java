package io.shutdownstarter.server;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;

/**
 * Auto-configuration for servers whose stop takes longer than anybody needs it to.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnBean(Termination.class)
@Lazy(false)
public final class ServerStopAutoConfiguration {

	ServerStopAutoConfiguration() {
	}

	/**
	 * For servers of servlets, on both stacks.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@Lazy(false)
	static class WebServerConfiguration {

		@Bean
		ServerStop terminationServerStop(ApplicationContext context, Termination termination) {
			return new ServerStop(context, termination);
		}

	}

	/**
	 * For the server, and for clients of applications that are served by another one.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ReactorResourceFactory.class, LoopResources.class })
	@ImportRuntimeHints(ServerHints.class)
	@Lazy(false)
	static class ReactorNettyConfiguration {

		@Bean
		ReactorNettyStop terminationReactorNettyStop(Termination termination,
				ObjectProvider<ReactorResourceFactory> factories) {
			return new ReactorNettyStop(termination, factories);
		}

	}

}
