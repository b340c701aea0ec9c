package io.shutdownstarter.server;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of the table of protocols.
 *
 * @param server the server
 * @param protocol the protocol
 */
record ProtocolCase(Server server, Protocol protocol) {

	static List<ProtocolCase> all() {
		return Arrays.stream(Server.values())
			.flatMap((server) -> Arrays.stream(Protocol.values()).map((protocol) -> new ProtocolCase(server, protocol)))
			.toList();
	}

	static Stream<ProtocolCase> of(boolean http2) {
		return all().stream().filter((row) -> row.protocol().http2 == http2);
	}

	String[] properties(String... tls) {
		List<String> settings = List.of("shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s",
				"spring.main.web-application-type=" + (this.server.reactive ? "reactive" : "servlet"),
				"server.http2.enabled=" + this.protocol.http2,
				// else Netty's threads wait two seconds for work that may come
				"spring.reactor.netty.shutdown-quiet-period=0s");
		return Stream.concat(settings.stream(), this.protocol.tls ? Stream.of(tls) : Stream.empty())
			.toArray(String[]::new);
	}

	@Override
	public String toString() {
		return this.server.title + ", " + this.protocol.title;
	}

	enum Server {

		TOMCAT("Tomcat", ProtocolServers.OnTomcat.class, false),

		REACTIVE_TOMCAT("Tomcat, WebFlux", ProtocolServers.OnReactiveTomcat.class, true),

		JETTY("Jetty", ProtocolServers.OnJetty.class, false),

		REACTIVE_JETTY("Jetty, WebFlux", ProtocolServers.OnReactiveJetty.class, true),

		NETTY("Reactor Netty", ProtocolServers.OnNetty.class, true);

		final String title;

		final Class<?> application;

		final boolean reactive;

		Server(String title, Class<?> application, boolean reactive) {
			this.title = title;
			this.application = application;
			this.reactive = reactive;
		}

	}

	enum Protocol {

		HTTP1("HTTP/1.1", false, false),

		HTTPS1("HTTP/1.1, TLS", false, true),

		H2C("HTTP/2, h2c", true, false),

		H2("HTTP/2, TLS", true, true);

		final String title;

		final boolean http2;

		final boolean tls;

		Protocol(String title, boolean http2, boolean tls) {
			this.title = title;
			this.http2 = http2;
			this.tls = tls;
		}

	}

}
