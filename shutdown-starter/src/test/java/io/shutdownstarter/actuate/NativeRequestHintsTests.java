package io.shutdownstarter.actuate;

import jakarta.servlet.ServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import reactor.netty.http.server.HttpServerRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeRequest.Hints}.
 */
class NativeRequestHintsTests {

	@Test
	void theServersAreFoundByTheirNames() {
		RuntimeHints hints = new RuntimeHints();
		new NativeRequest.Hints().registerHints(hints, null);

		assertThat(hints).matches(RuntimeHintsPredicates.reflection().onType(HttpServerRequest.class))
			.matches(RuntimeHintsPredicates.reflection().onType(ServletRequest.class));
	}

}
