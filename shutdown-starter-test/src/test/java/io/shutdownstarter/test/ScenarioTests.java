package io.shutdownstarter.test;

import java.time.Duration;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Scenario} and {@link Propagation}.
 */
class ScenarioTests {

	@ParameterizedTest
	@EnumSource
	void aScenarioIsFoundByItsName(Scenario scenario) {
		assertThat(Scenario.parse(scenario.id())).isEqualTo(scenario);
		assertThat(scenario.id()).matches("[a-z]+(-[a-z]+)*");
		assertThat(scenario.sentence()).isNotBlank().doesNotEndWith(".");
	}

	@Test
	void anUnknownScenarioIsAnsweredWithAllNames() {
		assertThatIllegalArgumentException().isThrownBy(() -> Scenario.parse("blue-green"))
			.withMessage("'blue-green' is no scenario: use rollout, scale-to-zero, node-drain, eviction, spot, "
					+ "rollback, stray-hook, everything");
	}

	@Test
	void aRandomPropagationStaysWithinItsBoundsAndFollowsTheSeed() {
		Propagation propagation = Propagation.between(Duration.ofMillis(100), Duration.ofMillis(200));
		SplittableRandom random = new SplittableRandom(7);
		SplittableRandom again = new SplittableRandom(7);

		for (int i = 0; i < 100; i++) {
			Duration next = propagation.next(random);
			assertThat(next).isBetween(Duration.ofMillis(100), Duration.ofMillis(200))
				.isEqualTo(propagation.next(again));
		}
		assertThat(propagation.next(random)).isNotEqualTo(propagation.next(random));
	}

	@Test
	void aFixedPropagationIsAlwaysTheSame() {
		Propagation propagation = Propagation.of(Duration.ofSeconds(3));

		assertThat(propagation.next(new SplittableRandom(1))).hasSeconds(3);
		assertThat(propagation).hasToString("3.0 s");
	}

	@Test
	void boundsInTheWrongOrderAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Propagation.between(Duration.ofSeconds(2), Duration.ofSeconds(1)))
			.withMessage("'longest' must not be less than 'shortest'");
		assertThatIllegalArgumentException().isThrownBy(() -> Propagation.of(Duration.ofSeconds(-1)))
			.withMessage("'shortest' must not be negative");
	}

}
