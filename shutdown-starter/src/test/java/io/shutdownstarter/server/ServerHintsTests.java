package io.shutdownstarter.server;

import org.apache.coyote.AbstractProtocol;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.reactor.netty.NettyWebServer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerHints}, of the line that this is built with.
 */
class ServerHintsTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void whatIsReachedByNameIsKept() throws ClassNotFoundException {
		new ServerHints().registerHints(this.hints, null);

		assertThat(this.hints).matches(REFLECTION.onMethodInvocation(TomcatWebServer.class, "getTomcat"))
			.matches(REFLECTION.onMethodInvocation(JettyWebServer.class, "getServer"))
			.matches(REFLECTION.onType(HTTP2Connection.class))
			.matches(REFLECTION.onMethodInvocation(AbstractProtocol.class, "getEndpoint"))
			.matches(REFLECTION.onMethodInvocation(AbstractProtocol.class, "setProperty"))
			.matches(REFLECTION.onFieldAccess(NettyWebServer.class, "httpServer"))
			.matches(REFLECTION.onFieldAccess(TomcatConnections.HANDLER, "connectionState"))
			.matches(REFLECTION.onMethodInvocation(TomcatConnections.HANDLER, "writeGoAwayFrame"))
			.matches(REFLECTION.onFieldAccess(ReactorResourceFactory.class, ReactorNettyStop.QUIET_PERIOD_FIELD))
			.matches(REFLECTION.onFieldAccess(ReactorResourceFactory.class, ReactorNettyStop.TIMEOUT_FIELD));
	}

}
