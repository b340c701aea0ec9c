package io.shutdownstarter.server;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.handlers.BlockingHandler;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.Http2Connection;
import io.shutdownstarter.support.HttpAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests why clients of Undertow are not told to leave an HTTP/2 connection: the only
 * GOAWAY that it has ends the connection, whatever is in flight. Boot has no Undertow
 * from 4.0 on, so this one runs without it.
 */
class UndertowGoAwayTests {

	private final Gate gate = new Gate();

	private final CompletableFuture<ServerConnection> connection = new CompletableFuture<>();

	@Test
	void goAwayOfUndertowBreaksWhatIsInFlight() throws Exception {
		Undertow undertow = Undertow.builder()
			.addHttpListener(0, "127.0.0.1")
			.setServerOption(UndertowOptions.ENABLE_HTTP2, true)
			.setHandler(new BlockingHandler(this::answer))
			.build();
		undertow.start();
		int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
		try (Http2Connection client = Http2Connection.to(port)) {
			CompletableFuture<HttpAnswer> lost = client.get("/held");
			this.gate.awaitReached();
			assertThat(client.goAways()).isEmpty();
			Http2Channel channel = (Http2Channel) ReflectionTestUtils.getField(this.connection.get(), "channel");
			assertThat(channel).isNotNull();

			channel.sendGoAway(Http2Channel.ERROR_NO_ERROR);

			int promised = client.firstGoAway().get();
			assertThat(promised).as("the last stream, which it promises to answer").isEqualTo(1);
			assertThat(client.closed().get()).isTrue();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(lost::get)
				.withMessageContaining("The server closed the connection");
			ProtocolTable
				.checkUndertow("not told: its %s, breaks that stream".formatted(ProtocolTests.goAway(promised)));
		}
		finally {
			this.gate.open();
			undertow.stop();
		}
	}

	private void answer(HttpServerExchange exchange) {
		this.connection.complete(exchange.getConnection());
		this.gate.pass();
		exchange.getResponseSender().send("ok");
	}

}
