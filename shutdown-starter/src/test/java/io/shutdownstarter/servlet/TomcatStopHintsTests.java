package io.shutdownstarter.servlet;

import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatStop.Hints}.
 */
class TomcatStopHintsTests {

	@Test
	void thePropertiesOfAConnectorCanBeSet() {
		RuntimeHints hints = new RuntimeHints();
		new TomcatStop.Hints().registerHints(hints, null);

		assertThat(hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(AbstractProtocol.class, "setProperty"));
	}

}
