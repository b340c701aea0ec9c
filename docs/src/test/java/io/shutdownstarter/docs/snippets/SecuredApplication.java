package io.shutdownstarter.docs.snippets;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with Spring Security, and the rules that the docs show.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ HookSecurity.class, SecuredApplication.Greeting.class })
public class SecuredApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(SecuredApplication.class, arguments);
	}

	/**
	 * What only users may see.
	 */
	@RestController
	static class Greeting {

		@GetMapping("/")
		String greet() {
			return "hello";
		}

	}

}
