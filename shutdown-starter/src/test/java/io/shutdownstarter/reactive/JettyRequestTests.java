package io.shutdownstarter.reactive;

import org.eclipse.jetty.ee11.servlet.HttpInput;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettyRequest}, of the line that this is built with.
 */
class JettyRequestTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	@Test
	void whatIsReachedByNameIsKept() {
		RuntimeHints hints = new RuntimeHints();
		new JettyRequest.Hints().registerHints(hints, null);

		assertThat(hints).matches(REFLECTION.onType(Request.class))
			.matches(REFLECTION.onMethodInvocation(ServletApiRequest.class, "getRequest"))
			.matches(REFLECTION.onMethodInvocation(HttpInput.class, "isError"));
	}

	@Test
	void requestOfAnotherServerHasNoFailure() {
		assertThat(JettyRequest.failure(new Object())).isNull();
	}

}
