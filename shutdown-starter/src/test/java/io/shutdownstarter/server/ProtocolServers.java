package io.shutdownstarter.server;

import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The application on one server each: all of them are on the class path of the tests.
 */
final class ProtocolServers {

	private ProtocolServers() {
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProtocolApplication.class)
	static class OnTomcat {

		@Bean
		TomcatServletWebServerFactory serverFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProtocolApplication.class)
	static class OnJetty {

		@Bean
		JettyServletWebServerFactory serverFactory() {
			return new JettyServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProtocolApplication.class)
	static class OnReactiveTomcat {

		@Bean
		TomcatReactiveWebServerFactory serverFactory() {
			return new TomcatReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProtocolApplication.class)
	static class OnReactiveJetty {

		@Bean
		JettyReactiveWebServerFactory serverFactory() {
			return new JettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ProtocolApplication.class)
	static class OnNetty {

		@Bean
		NettyReactiveWebServerFactory serverFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
