package io.shutdownstarter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what SIGTERM says about a hook that went elsewhere.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("FutureReturnValueIgnored")
class MissedHookTests {

	private final TerminationScene scene = new TerminationScene();

	@Test
	void sigtermTellsWhatAnsweredTheCall(CapturedOutput output) {
		this.scene.termination.missed("GET /prestop", 404);
		this.scene.time.passSeconds(5);
		this.scene.termination.missed("GET /actuator/prestop", 302);
		this.scene.time.passSeconds(0.02);
		this.scene.sigterm();
		assertThat(output)
			.contains("SIGTERM came without a pre-stop hook: the kubelet's call GET /actuator/prestop, 0.02 s before,"
					+ " was answered with status 302; check that")
			.doesNotContain("404");
	}

	@Test
	void sigtermWithoutACallTellsWhatToCheck(CapturedOutput output) {
		this.scene.sigterm();
		assertThat(output).contains("SIGTERM came without a pre-stop hook: check that");
	}

	@Test
	void sigtermTellsOfRefusalsBesideTheCall(CapturedOutput output) {
		this.scene.termination.refused();
		this.scene.termination.missed("GET /actuator/prestop", 401);
		this.scene.sigterm();
		assertThat(output).contains("was answered with status 401; 1 calls of the hook were refused since the start");
	}

	@Test
	void longPathIsCut(CapturedOutput output) {
		this.scene.termination.missed("GET /" + "a".repeat(10_000), 404);
		this.scene.sigterm();
		assertThat(output).contains("aaa..., 0 s before").doesNotContain("a".repeat(200));
	}

	@Test
	void kubeletIsKnownByItsUserAgent() {
		assertThat(PreStopHook.isKubelet("kube-lifecycle/1.34")).isTrue();
		assertThat(PreStopHook.isKubelet("kube-lifecycle/1.34+")).isTrue();
		assertThat(PreStopHook.isKubelet("kube-probe/1.34")).isFalse();
		assertThat(PreStopHook.isKubelet(null)).isFalse();
	}

}
