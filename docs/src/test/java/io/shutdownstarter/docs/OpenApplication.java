package io.shutdownstarter.docs;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application with everything of the starter, in which Spring Security asks nothing.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class OpenApplication {

	static ConfigurableApplicationContext start(String... settings) {
		return start(OpenApplication.class, settings);
	}

	static ConfigurableApplicationContext start(Class<?> configuration, String... settings) {
		return new SpringApplicationBuilder(configuration)
			.properties("server.port=0", "server.tomcat.threads.min-spare=1", "spring.main.banner-mode=off",
					"spring.main.register-shutdown-hook=false",
					"management.endpoints.web.exposure.include=health,termination",
					"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s")
			.run(settings);
	}

	@Bean
	SecurityFilterChain open(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	@Bean
	SimpleMeterRegistry meters() {
		return new SimpleMeterRegistry();
	}

}
