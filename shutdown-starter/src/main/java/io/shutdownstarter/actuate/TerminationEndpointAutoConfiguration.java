package io.shutdownstarter.actuate;

import java.time.InstantSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;

/**
 * Auto-configuration of the endpoint that tells about the termination, on whatever serves
 * endpoints: the web, of any kind, and JMX. Only there if the user exposes it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(Termination.class)
public final class TerminationEndpointAutoConfiguration {

	TerminationEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	TerminationEndpoint terminationEndpoint(Termination termination, ShutdownProperties properties) {
		return new TerminationEndpoint(termination, properties, InstantSource.system());
	}

}
