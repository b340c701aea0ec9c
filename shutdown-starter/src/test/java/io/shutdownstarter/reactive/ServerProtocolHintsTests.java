package io.shutdownstarter.reactive;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import reactor.netty.http.server.HttpServerRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerProtocol.Hints}.
 */
class ServerProtocolHintsTests {

	@Test
	void theServersAreFoundByTheirNames() {
		RuntimeHints hints = new RuntimeHints();
		new ServerProtocol.Hints().registerHints(hints, null);

		assertThat(hints).matches(RuntimeHintsPredicates.reflection().onType(HttpServerRequest.class))
			.matches(RuntimeHintsPredicates.reflection().onType(HttpServletRequest.class));
	}

}
