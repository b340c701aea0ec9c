package io.shutdownstarter.reactive;

import java.util.stream.Stream;

import io.shutdownstarter.support.TestServer;

/**
 * The servers that WebFlux runs on.
 */
enum Server {

	NETTY("reactor.netty"), TOMCAT("tomcat"), JETTY("jetty");

	private final String switchedOn;

	Server(String switchedOn) {
		this.switchedOn = switchedOn;
	}

	TestServer start(Class<?> application, String... properties) {
		return TestServer.start(application,
				Stream.concat(Stream.of("spring.main.web-application-type=reactive", "test.server=" + this.switchedOn,
						// nobody uses the event loops any more when an application closes
						"spring.reactor.netty.shutdown-quiet-period=0s"), Stream.of(properties))
					.toArray(String[]::new));
	}

}
