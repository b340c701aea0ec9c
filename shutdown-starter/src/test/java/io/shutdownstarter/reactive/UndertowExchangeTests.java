package io.shutdownstarter.reactive;

import java.net.InetSocketAddress;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UndertowExchange} on Undertow alone: Boot has none from 4.0 on.
 */
class UndertowExchangeTests {

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.0", "HTTP/1.1" })
	void protocolOfTheRequestIsKnown(String protocol) throws Exception {
		Undertow undertow = Undertow.builder()
			.addHttpListener(0, "127.0.0.1")
			.setHandler((exchange) -> exchange.getResponseSender()
				.send(UndertowExchange.isOne(exchange) + " " + UndertowExchange.protocol(exchange)))
			.build();
		undertow.start();
		int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
		try (HttpConnection connection = HttpConnection.to(port)) {
			connection.send("GET / " + protocol + "\r\nHost: a\r\n\r\n");

			assertThat(connection.answer().body()).isEqualTo("true " + protocol);
		}
		finally {
			undertow.stop();
		}
	}

	@Test
	void theExchangeOfTheServerIsReachedInANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new UndertowExchange.Hints().registerHints(hints, null);

		assertThat(hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(HttpServerExchange.class, "getProtocol"));
	}

}
