package io.shutdownstarter.server;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;

/**
 * Auto-configuration of what the web server itself has to do.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBean(Termination.class)
@ImportRuntimeHints(ServerHints.class)
@Lazy(false)
public final class ServerShutdownAutoConfiguration {

	ServerShutdownAutoConfiguration() {
	}

	@Bean
	GoAwayNotices terminationGoAwayNotices(ApplicationContext context, Termination termination) {
		return new GoAwayNotices(() -> termination.phase() != TerminationPhase.SERVING,
				() -> WebServers.connections(context), System::nanoTime, GoAwayThreads.create());
	}

}
