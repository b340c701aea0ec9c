package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Rehearsal} with real processes.
 */
@Tag("long")
class RehearsalIT {

	private static final String DRAINS = "--fixture.hook-millis=2500";

	@AfterEach
	void nothingIsLeftRunning() {
		assertThat(ProcessHandle.current().descendants()).noneMatch(FixturePods::isPod);
	}

	@Test
	void anApplicationThatDrainsLosesNothing() throws InterruptedException {
		List<String> lines = new CopyOnWriteArrayList<>();
		RehearsalResult result = rehearsal(FixturePods.command(DRAINS)).withReplicas(2)
			.withHook(Hook.http("/actuator/prestop"))
			.run(lines::add);

		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.PASSED);
		assertThat(result.report()).startsWith("PASSED");
		assertThat(result.exitCode()).isZero();
		assertThat(result.sent()).isGreaterThan(500);
		assertThat(result.succeeded() + result.retried()).isEqualTo(result.sent());
		assertThat(result.servedCompared()).isTrue();
		assertThat(result.pods()).extracting((pod) -> pod.end().pod()).containsExactly("pod-1", "pod-2");
		assertThat(result.pods()).extracting((pod) -> pod.end().hookStatus()).containsOnly(200);
		assertThat(result.pods()).extracting((pod) -> pod.end().exitCode()).containsOnly(143);
		assertThat(result.pods()).extracting(PodResult::endpointRemoved)
			.allMatch((removed) -> removed.toMillis() >= 1000 && removed.toMillis() < 1500);
		assertThat(lines).anyMatch((line) -> line.contains("sent ")).anyMatch((line) -> line.contains("SIGTERM"));
		assertThatAllIsAsserted(result);
	}

	private static void assertThatAllIsAsserted(RehearsalResult result) {
		assertThat(result).passed()
			.lostNothing()
			.wasNotKilled()
			.terminatedWithin(Duration.ofSeconds(20))
			.calledTheHook()
			.exitedWith(143)
			.endedOnlyWhenAsked()
			.sentAtLeast(100);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).abandonedNothing())
			.withMessageContaining("without the starter an application reports nothing")
			.withMessageContaining("add shutdown-spring-boot-starter")
			.withMessageContaining("as these: pod-1, pod-2");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(result).terminatedWithin(Duration.ofSeconds(1)))
			.withMessageContaining("each pod was gone 1.0 s after its deletion, but these took longer: pod-1, pod-2")
			.withMessageContaining("pod-1 endpoint removed");
	}

	@Test
	void anApplicationThatEndsAtOnceLosesRequests() throws InterruptedException {
		RehearsalResult result = FixturePods.endedAtOnce();

		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.LOST);
		assertThat(result.exitCode()).isOne();
		assertThat(result.lostByCause()).containsKey(LossCause.NEW_CONNECTION_REFUSED);
		assertThat(result.lostByCause().get(LossCause.NEW_CONNECTION_REFUSED)).isGreaterThan(20);
		assertThat(result.lostWithoutRetry()).isEqualTo(result.lost() + result.retried());
		assertThat(result.sent()).isEqualTo(result.succeeded() + result.retried() + result.lost());
		assertThat(result.report()).contains("LOST: ", "mend  keep serving for longer than the propagation takes",
				"page  " + result.directory().resolve("rehearsal.html"));
	}

	@Test
	void aPodThatMiscountsMakesTheRehearsalVoid() throws InterruptedException {
		PodCommand command = FixturePods.command(DRAINS).withServedLog(new ForgetfulLog());
		RehearsalResult result = rehearsal(command).withHook(Hook.http("/actuator/prestop"))
			.run(ProgressListener.none());

		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.VOID);
		assertThat(result.exitCode()).isEqualTo(2);
		assertThat(result.voidReasons()).allMatch((reason) -> reason.contains("no pod has served"));
	}

	@Test
	void aSetupThatFailsEndsTheRehearsal() {
		Load load = FixturePods.load().withSetup(RequestTemplate.get("/nowhere"), 1);

		assertThatIllegalStateException()
			.isThrownBy(() -> rehearsal(FixturePods.command()).withLoad(load).run(ProgressListener.none()))
			.withMessageContaining("GET /nowhere")
			.withMessageContaining("404");
	}

	private static Rehearsal rehearsal(PodCommand command) {
		return Rehearsal.of(command, FixturePods.load())
			.withReplicas(1)
			.withHook(Hook.none())
			.withWarmUp(Duration.ofSeconds(1));
	}

	/**
	 * Forgets a request of each pod.
	 */
	private static final class ForgetfulLog implements ServedLog {

		private final ServedLog log = ServedLog.ofServer();

		@Override
		public List<String> arguments() {
			return this.log.arguments();
		}

		@Override
		public List<ServedRequest> read(Path directory) throws IOException {
			return Objects.requireNonNull(this.log.read(directory)).stream().skip(1).toList();
		}

	}

}
