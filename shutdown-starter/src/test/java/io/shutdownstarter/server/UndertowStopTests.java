package io.shutdownstarter.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.undertow.Undertow;
import io.undertow.server.handlers.BlockingHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.core.Ordered;

import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests the stop of Undertow, without a factory of Boot 3, which is not here; but with
 * one that looks like it.
 */
class UndertowStopTests {

	private final UndertowStop stop = new UndertowStop();

	private final Gate gate = new Gate();

	@Test
	@Timeout(30)
	void requestThatIgnoresItsInterruptionDoesNotHoldTheStop() throws Exception {
		Undertow undertow = server(new BootThreeFactory());
		undertow.start();
		int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
		try (HttpConnection connection = HttpConnection.to(port)) {
			connection.send("GET", "/");
			this.gate.awaitReached();

			long began = System.nanoTime();
			undertow.stop();

			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
		}
		finally {
			this.gate.open();
		}
	}

	@Test
	void whatTheApplicationSetsComesLater() {
		assertThat(this.stop.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	void otherServersAreLeftAlone() {
		assertThatNoException().isThrownBy(() -> this.stop.customize(new WebServerFactory() {
		}));
	}

	private Undertow server(BootThreeFactory factory) {
		this.stop.customize(factory);
		Undertow.Builder builder = Undertow.builder()
			.addHttpListener(0, "127.0.0.1")
			.setHandler(new BlockingHandler((exchange) -> this.gate.pass()));
		factory.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/**
	 * As Boot 3 names it.
	 */
	public interface UndertowBuilderCustomizer {

		void customize(Undertow.Builder builder);

	}

	/**
	 * As Boot 3 takes customizers.
	 */
	public static final class BootThreeFactory implements WebServerFactory {

		private final Set<UndertowBuilderCustomizer> customizers = new LinkedHashSet<>();

		public void addBuilderCustomizers(UndertowBuilderCustomizer... customizers) {
			this.customizers.addAll(List.of(customizers));
		}

	}

}
