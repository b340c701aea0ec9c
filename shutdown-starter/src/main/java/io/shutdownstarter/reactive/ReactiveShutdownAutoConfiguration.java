package io.shutdownstarter.reactive;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

import io.shutdownstarter.InFlightRequests;
import io.shutdownstarter.MultiplexedConnections;
import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;
import io.shutdownstarter.UncountedPaths;
import io.shutdownstarter.UncountedRequests;

/**
 * Auto-configuration for WebFlux applications, on every server that they can have.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ HttpHandler.class, Mono.class })
@ConditionalOnBean(Termination.class)
@ImportRuntimeHints({ ServerProtocol.Hints.class, JettyRequest.Hints.class, UndertowExchange.Hints.class })
@Lazy(false)
public final class ReactiveShutdownAutoConfiguration {

	ReactiveShutdownAutoConfiguration() {
	}

	@Bean
	static OutermostHandler terminationOutermostHandler(ObjectProvider<InFlightHandlers> terminationInFlightHandlers,
			ConfigurableListableBeanFactory beans) {
		return new OutermostHandler(terminationInFlightHandlers, beans);
	}

	@Bean
	InFlightHandlers terminationInFlightHandlers(Termination termination, InFlightRequests inFlightRequests,
			PreStopHook hook, ObjectProvider<UncountedPaths> uncountedPaths, ShutdownProperties properties,
			Environment environment, ObjectProvider<MultiplexedConnections> multiplexedConnections) {
		String basePath = basePath(environment);
		List<String> patterns = properties.propagation()
			.ignoredPaths()
			.stream()
			.map((pattern) -> basePath + pattern)
			.toList();
		return new InFlightHandlers(termination, inFlightRequests,
				new UncountedRequests(uncountedPaths, patterns, basePath), hook,
				multiplexedConnections.getIfAvailable());
	}

	// as WebFlux cleans it
	private static String basePath(Environment environment) {
		String path = StringUtils.trimTrailingCharacter(environment.getProperty("spring.webflux.base-path", "").strip(),
				'/');
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

}
