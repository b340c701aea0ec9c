package io.shutdownstarter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.TerminationCoordinator.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When readiness is taken down, for each mode and door.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class ReadinessModesTests {

	@Test
	void immediateTakesReadinessDownOnEitherSignal() {
		TerminationScene hooked = scene("immediate");
		hooked.hook();
		assertThat(hooked.refused).isTrue();
		TerminationScene signalled = scene("immediate");
		signalled.sigterm();
		assertThat(signalled.refused).isTrue();
		assertThat(signalled.acceptedAgain).isFalse();
	}

	@Test
	void afterPropagationTakesReadinessDownWhenTheWaitOfAHookHasEnded() {
		TerminationScene scene = scene("after-propagation");
		scene.longRequest("/slow");
		scene.hook();
		scene.time.passSeconds(4.999);
		assertThat(scene.refused).isFalse();
		scene.time.passSeconds(0.001);
		assertThat(scene.refused).isTrue();
		assertThat(scene.phase()).isEqualTo(TerminationPhase.DRAINING);
	}

	@Test
	void afterPropagationAcceptsAgainWhatBootHasRefusedOnABareSigterm() {
		TerminationScene scene = scene("after-propagation");
		scene.sigterm();
		assertThat(scene.acceptedAgain).isTrue();
		scene.time.passSeconds(5);
		assertThat(scene.refused).isTrue();
	}

	@Test
	void afterPropagationAcceptsAgainWhenSigtermComesDuringTheHook() {
		TerminationScene scene = scene("after-propagation");
		scene.hook();
		scene.time.passSeconds(2.5);
		scene.sigterm();
		assertThat(scene.acceptedAgain).isTrue();
		assertThat(scene.refused).isFalse();
		scene.time.passSeconds(2.5);
		assertThat(scene.refused).isTrue();
	}

	@Test
	void afterPropagationTakesReadinessDownAtTheTimeoutOfTheHook() {
		TerminationScene scene = scene("after-propagation");
		scene.hook();
		scene.time.passSeconds(3.02);
		scene.sigterm();
		assertThat(scene.refused).isTrue();
	}

	@Test
	void afterPropagationTakesReadinessDownAtOnceWhenNoWaitIsDue() {
		TerminationScene scene = scene("after-propagation");
		scene.termination.closedBySignal(new Signal(null, false, true));
		assertThat(scene.refused).isTrue();
	}

	@Test
	void neverLeavesReadinessAlone() {
		TerminationScene scene = scene("never");
		scene.hook();
		scene.time.passSeconds(20);
		scene.sigterm();
		assertThat(scene.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(scene.refused).isFalse();
		assertThat(scene.acceptedAgain).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "immediate", "after-propagation", "never" })
	void operatorGetsAPodThatIsNotReadyInEveryMode(String mode) {
		TerminationScene scene = scene(mode);
		scene.termination.drainAndHold();
		assertThat(scene.refused).isTrue();
		scene.termination.resume();
		assertThat(scene.refused).isFalse();
	}

	@Test
	void secondTerminationWaitsAgainBeforeItTakesReadinessDown() {
		TerminationScene scene = scene("after-propagation");
		scene.hook();
		scene.time.passSeconds(5);
		scene.termination.resume();
		scene.hook();
		assertThat(scene.refused).isFalse();
		scene.time.passSeconds(5);
		assertThat(scene.refused).isTrue();
	}

	private static TerminationScene scene(String mode) {
		return new TerminationScene(new ManualTime(), TestSettings.of("readiness=" + mode));
	}

}
