package io.shutdownstarter.docs.snippets;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class HookSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain hook(HttpSecurity http) {
		return http.securityMatcher(EndpointRequest.to("prestop"))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			// no cookie speaks for a caller here: the token does
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	// as Spring Boot does it, as long as there is no chain at all
	@Bean
	@Order(2)
	SecurityFilterChain everythingElse(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to("health"))
				.permitAll()
				.anyRequest()
				.authenticated())
			.formLogin(Customizer.withDefaults())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

}
