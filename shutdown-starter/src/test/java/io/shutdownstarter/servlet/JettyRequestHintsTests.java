package io.shutdownstarter.servlet;

import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettyRequest.Hints}, of the line that this is built with.
 */
class JettyRequestHintsTests {

	@Test
	void theRequestOfTheServerIsReached() {
		RuntimeHints hints = new RuntimeHints();
		new JettyRequest.Hints().registerHints(hints, null);

		assertThat(hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(ServletApiRequest.class, "getRequest"))
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Request.class, "addCompletionListener"));
	}

}
