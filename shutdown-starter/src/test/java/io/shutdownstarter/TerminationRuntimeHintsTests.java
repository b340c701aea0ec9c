package io.shutdownstarter;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.support.DefaultLifecycleProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminationRuntimeHints}.
 */
class TerminationRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void theTimesOfTheLifecycleProcessorCanBeRead() {
		new TerminationRuntimeHints().registerHints(this.hints, null);

		assertThat(PhaseTimeouts.FIELDS).hasSize(2)
			.allMatch((field) -> RuntimeHintsPredicates.reflection()
				.onFieldAccess(DefaultLifecycleProcessor.class, field)
				.test(this.hints));
	}

}
