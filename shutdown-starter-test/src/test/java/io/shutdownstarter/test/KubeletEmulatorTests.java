package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KubeletEmulator}. Its pods are shells: nothing but signals matters.
 */
@Timeout(30)
class KubeletEmulatorTests {

	private static final String OBEDIENT = "exec sleep 60";

	private static final String IMMORTAL = "trap '' TERM; exec sleep 60";

	@TempDir
	private Path directory;

	@Test
	void theHookIsTheKubeletsByteForByte() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.answer(503, "drained"))))) {
			PodEnd end = terminate(OBEDIENT, Hook.http("/actuator/prestop?a=b").withPort(server.port()), 30);

			assertThat(server.heads()).containsExactly("GET /actuator/prestop?a=b HTTP/1.1\nHost: 127.0.0.1:"
					+ server.port() + "\nUser-Agent: kube-lifecycle/1.34\nAccept: */*\nAccept-Encoding: gzip");
			assertThat(end.hookStatus()).isEqualTo(503);
			assertThat(end.hookBody()).isEqualTo("drained");
			assertThat(end.hookFailure()).isEmpty();
			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(end.killed()).isFalse();
			assertThat(end.sigterm()).isGreaterThan(end.hookAnswered());
		}
	}

	@Test
	void theManifestsHeadersAreSent() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.answer(200, ""))))) {
			terminate(OBEDIENT, Hook.http("/p").withPort(server.port()).withHeader("X-Token", "abc"), 30);

			assertThat(server.heads().get(0)).contains("X-Token: abc");
		}
	}

	@Test
	void aHookThatOutlastsTheGracePeriodIsLeftAloneAndThePodKilledTwoSecondsAfterSigterm() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.HANG, ScriptedServer.HANG)))) {
			PodEnd end = terminate(IMMORTAL, Hook.http("/p").withPort(server.port()), 1);

			assertThat(end.hookAnswered()).isNull();
			assertThat(end.hookFailure()).isEqualTo("not answered within the grace period");
			assertThat(end.sigterm()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
			assertThat(end.exit().minus(end.sigterm())).isBetween(Duration.ofMillis(1990), Duration.ofMillis(2500));
			assertThat(end.killed()).isTrue();
			assertThat(end.exitCode()).isEqualTo(137);
		}
	}

	@Test
	void aLegacyHookHasTwoSlashesAndNoHeaders() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.answer(200, ""))));
				Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", OBEDIENT)), "pod-1", this.directory)) {
			PodEnd end = new KubeletEmulator(
					Hook.http("/actuator/prestop").withPort(server.port()).withHeader("X-Token", "abc"),
					Duration.ofSeconds(1), 1)
				.legacy()
				.terminate(pod);

			assertThat(server.heads()).containsExactly("GET //actuator/prestop HTTP/1.1\nHost: 127.0.0.1:"
					+ server.port() + "\nUser-Agent: Go-http-client/1.1\nAccept-Encoding: gzip");
			assertThat(end.hookStatus()).isEqualTo(200);
			assertThat(end.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void aStrayCallIsThatOfTheSameKubeletAndEndsNothing() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.answer(200, ""))));
				Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", OBEDIENT)), "pod-1", this.directory)) {
			new KubeletEmulator(Hook.http("/actuator/prestop").withPort(server.port()).withTls(),
					Duration.ofSeconds(20), 1)
				.legacy()
				.callHook(pod);

			assertThat(server.heads()).singleElement().asString().startsWith("GET //actuator/prestop HTTP/1.1");
			assertThat(pod.process().isAlive()).isTrue();
		}
	}

	@Test
	void aLegacyKubeletGivesTheWholeGracePeriodAgainAfterTheHook() throws Exception {
		try (Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", IMMORTAL)), "pod-1", this.directory)) {
			PodEnd end = new KubeletEmulator(Hook.sleep(Duration.ofMillis(1100)), Duration.ofSeconds(3), 1).legacy()
				.terminate(pod);

			assertThat(end.exit().minus(end.sigterm())).isGreaterThanOrEqualTo(Duration.ofMillis(2990));
			assertThat(end.killed()).isTrue();
		}
	}

	@Test
	void aRedirectWithinThePodIsFollowed() throws Exception {
		try (ScriptedServer server = new ScriptedServer(
				List.of(List.of(ScriptedServer.answer(302, "", "Location: /login?from=hook"), ScriptedServer.FIN),
						List.of(ScriptedServer.answer(200, "login"))))) {
			PodEnd end = terminate(OBEDIENT, Hook.http("/actuator/prestop").withPort(server.port()), 30);

			assertThat(server.heads()).hasSize(2)
				.last()
				.asString()
				.startsWith("GET /login?from=hook HTTP/1.1\n")
				.contains("User-Agent: kube-lifecycle/1.34", "Host: 127.0.0.1:" + server.port());
			assertThat(end.hookStatus()).isEqualTo(200);
			assertThat(end.hookBody()).isEqualTo("login");
		}
	}

	@Test
	void aRedirectToAnotherHostIsASuccess() throws Exception {
		try (ScriptedServer server = new ScriptedServer(
				List.of(List.of(ScriptedServer.answer(302, "", "Location: http://login.invalid/"))))) {
			PodEnd end = terminate(OBEDIENT, Hook.http("/actuator/prestop").withPort(server.port()), 30);

			assertThat(end.hookStatus()).isEqualTo(302);
			assertThat(end.hookFailure()).isEmpty();
			assertThat(end.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void redirectsWithoutEndAreGivenUp() throws Exception {
		try (ScriptedServer server = new ScriptedServer(Collections.nCopies(20,
				List.of(ScriptedServer.answer(302, "", "Location: /again"), ScriptedServer.FIN)))) {
			PodEnd end = terminate(OBEDIENT, Hook.http("/again").withPort(server.port()), 30);

			assertThat(server.heads()).hasSize(11);
			assertThat(end.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void aContainerThatHasEndedHasNoHookAndNoSignal() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.HANG)));
				Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", "exit 3")), "pod-1", this.directory)) {
			pod.process().waitFor();
			PodEnd end = new KubeletEmulator(Hook.http("/p").withPort(server.port()), Duration.ofSeconds(30), 1)
				.terminate(pod);

			assertThat(server.heads()).isEmpty();
			assertThat(end.exit()).isZero();
			assertThat(end.exitCode()).isEqualTo(3);
			assertThat(end.killed()).isFalse();
		}
	}

	@Test
	void aRestartedContainerHasTheSamePortsAndALogOfItsOwn() throws Exception {
		PodCommand command = PodCommand.of(List.of("sh", "-c", "echo \"$@\"; exec sleep 60", "sh"));
		try (Pod first = Pod.start(command, "pod-1", this.directory); Pod second = first.restart()) {
			assertThat(first.process().isAlive()).isFalse();
			assertThat(second.process().isAlive()).isTrue();
			assertThat(second.port()).isEqualTo(first.port());
			assertThat(second.managementPort()).isEqualTo(first.managementPort());
			assertThat(second.log()).isNotEqualTo(first.log());
		}
	}

	@Test
	void theHooksTimeCountsInWholeSecondsOnly() throws Exception {
		PodEnd end = terminate(IMMORTAL, Hook.sleep(Duration.ofMillis(1300)), 4);

		assertThat(end.sigterm()).isGreaterThanOrEqualTo(Duration.ofMillis(1300));
		assertThat(end.exit().minus(end.sigterm())).isBetween(Duration.ofMillis(2990), Duration.ofMillis(3500));
		assertThat(end.killed()).isTrue();
	}

	@Test
	void theStartDelayIsDrawnFromTheSeedAndSpendsNothingOfTheGracePeriod() throws Exception {
		Kubelet kubelet = Kubelet.current().withStartDelay(Duration.ofSeconds(2));
		try (Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", IMMORTAL)), "pod-1", this.directory)) {
			PodEnd end = new KubeletEmulator(Hook.none(), Duration.ofSeconds(2), 0).withKubelet(kubelet).terminate(pod);

			// what the seed gives to a pod of this name
			assertThat(end.sigterm()).isGreaterThanOrEqualTo(Duration.ofMillis(458));
			assertThat(end.exit().minus(end.sigterm())).isGreaterThanOrEqualTo(Duration.ofMillis(1990));
		}
	}

	@Test
	void aContainerThatEndsDuringTheStartDelayHasNoHook() throws Exception {
		Kubelet kubelet = Kubelet.current().withStartDelay(Duration.ofSeconds(2));
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(ScriptedServer.HANG)));
				Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", "exit 3")), "pod-1", this.directory)) {
			// of this seed it has nearly 2 s for its end
			PodEnd end = new KubeletEmulator(Hook.http("/p").withPort(server.port()), Duration.ofSeconds(30), 7)
				.withKubelet(kubelet)
				.terminate(pod);

			assertThat(server.heads()).isEmpty();
			assertThat(end.exitCode()).isEqualTo(3);
			assertThat(end.sigterm()).isZero();
		}
	}

	@Test
	void withoutAHookSigtermComesAtOnce() throws Exception {
		PodEnd end = terminate(OBEDIENT, Hook.none(), 30);

		assertThat(end.sigterm()).isLessThan(Duration.ofMillis(500));
		assertThat(end.hookAnswered()).isNull();
		assertThat(end.hookFailure()).isEmpty();
		assertThat(end.exitCode()).isEqualTo(143);
	}

	@Test
	void aRefusedHookIsFollowedBySigterm() throws Exception {
		PodEnd end = terminate(OBEDIENT, Hook.http("/p"), 30);

		assertThat(end.hookFailure()).contains("ConnectException");
		assertThat(end.sigterm()).isLessThan(Duration.ofSeconds(1));
		assertThat(end.exitCode()).isEqualTo(143);
	}

	@Test
	void aPodThatEndsByItselfEndsTheSleep() throws Exception {
		PodEnd end = terminate("exit 3", Hook.sleep(Duration.ofSeconds(20)), 30);

		assertThat(end.exit()).isLessThan(Duration.ofSeconds(5));
		assertThat(end.exitCode()).isEqualTo(3);
		assertThat(end.killed()).isFalse();
	}

	private PodEnd terminate(String script, Hook hook, long graceSeconds) throws IOException, InterruptedException {
		// an interactive ready line is not needed: the shell sets its trap in its first
		// milliseconds
		try (Pod pod = Pod.start(PodCommand.of(List.of("sh", "-c", script)), "pod-1", this.directory)) {
			assertThat(pod.process().isAlive() || script.startsWith("exit")).isTrue();
			return new KubeletEmulator(hook, Duration.ofSeconds(graceSeconds), 1).terminate(pod);
		}
	}

}
