package io.shutdownstarter.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.tomcat.TomcatWebServerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForwardedMark.Hints}, of the line that this is built with.
 */
class ForwardedMarkHintsTests {

	@Test
	void theValveCanBeAdded() {
		RuntimeHints hints = new RuntimeHints();
		new ForwardedMark.Hints().registerHints(hints, null);

		assertThat(hints).matches(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(TomcatWebServerFactory.class, "addEngineValves"));
	}

}
