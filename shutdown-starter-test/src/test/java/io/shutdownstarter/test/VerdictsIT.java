package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that each verdict is reached by an application that deserves it, with the cause
 * in words and the setting that mends it.
 */
@Tag("long")
class VerdictsIT {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final RequestTemplate GET = RequestTemplate.get("/items/{n}");

	private static final RequestTemplate POST = RequestTemplate.post("/echo", 256);

	private static final RequestTemplate SLOW = RequestTemplate.get("/slow?ms=2500");

	private static final RequestTemplate UPLOAD = RequestTemplate.put("/echo/{n}", 100_000)
		.withTransferTime(SECOND.multipliedBy(3));

	@TempDir
	private Path directory;

	@AfterEach
	void nothingIsLeftRunning() {
		assertThat(ProcessHandle.current().descendants()).noneMatch(FixturePods::isPod);
	}

	@Test
	void newConnectionsThatAreRefusedAreLost() throws InterruptedException {
		RehearsalResult result = rehearsal("--server.shutdown=graceful", Clients.newConnections(10, GET)).run();

		assertLost(result, LossCause.NEW_CONNECTION_REFUSED, "shutdown-starter.propagation.minimum");
		assertThat(result.lostByCause().get(LossCause.NEW_CONNECTION_REFUSED)).isGreaterThan(20);
		assertThat(result.lostWithoutRetry()).isEqualTo(result.lost() + result.retried());
		assertThat(result.sent()).isEqualTo(result.succeeded() + result.retried() + result.lost());
	}

	@Test
	void requestsOnKeptConnectionsAreTrapped() throws InterruptedException {
		RehearsalResult result = rehearsal("--server.shutdown=graceful",
				Clients.keepAlive(20, POST).withThinkTime(Duration.ofMillis(400)), Clients.keepAlive(3, SLOW))
			.withPropagation(Duration.ZERO)
			.withHook(Hook.sleep(SECOND))
			.run();

		assertLost(result, LossCause.KEEP_ALIVE_TRAP, "'Connection: close'");
		assertThat(result.report()).contains("the keep-alive trap", "a preStop sleep does not");
	}

	@Test
	void requestsAndUploadsInFlightAreCut() throws InterruptedException {
		// of different lengths: at no moment are all of so many between two requests
		RequestTemplate shorter = UPLOAD.withTransferTime(Duration.ofMillis(1700));
		RehearsalResult result = rehearsal("--server.shutdown=immediate",
				Clients.newConnections(8, SLOW, RequestTemplate.get("/slow?ms=1400")),
				Clients.newConnections(8, UPLOAD, shorter))
			.run();

		assertLost(result, LossCause.CUT_IN_FLIGHT, "server.shutdown=graceful");
		assertLost(result, LossCause.CUT_WHILE_UPLOADING, "let uploads finish: server.shutdown=graceful");
	}

	@Test
	void aHookOfAnotherPathIsNotFoundAndComesFirst() throws InterruptedException {
		RehearsalResult result = rehearsal("", Clients.newConnections(10, GET)).withHook(Hook.http("/actuator/typo"))
			.run();

		assertProblem(result, PodProblem.Kind.HOOK_NOT_FOUND, "add the starter, or correct the hook's path");
		assertThat(result.report()).containsSubsequence("LOST", "mend it first", "the hook's path is not served",
				"the hook was answered with 404", "a new connection was refused");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).calledTheHook())
			.withMessageContaining("each pod's hook was called with success, but not so with these: pod-1");
	}

	@Test
	void aHookSlowerThanTheGracePeriodIsTooSlow() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.hook-millis=60000", Clients.keepAlive(3, GET))
			.withHook(Hook.http("/actuator/prestop"))
			.withGracePeriod(SECOND.multipliedBy(3))
			.run();

		assertProblem(result, PodProblem.Kind.HOOK_TOO_SLOW, "shutdown-starter.grace-period");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).calledTheHook())
			.withMessageContaining("the hook was not over at the end of the grace period");
	}

	@Test
	void anApplicationThatIgnoresSigtermIsKilled() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.immortal=true", Clients.keepAlive(3, GET))
			.withPropagation(Duration.ZERO)
			.withGracePeriod(SECOND)
			.run();

		assertProblem(result, PodProblem.Kind.KILLED, "raise terminationGracePeriodSeconds");
		assertThat(result.killed()).isOne();
		assertThat(result.exitCode()).isOne();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).wasNotKilled())
			.withMessageContaining("no pod was killed, but these were: pod-1")
			.withMessageContaining("pod-1 SIGKILL");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).exitedWith(143));
	}

	@Test
	void anApplicationThatIsNeverReadyIsNotStarted() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.never-ready=true", Clients.keepAlive(1, GET))
			.withStartTimeout(SECOND.multipliedBy(4))
			.run();

		assertNotStarted(result, PodProblem.Kind.NEVER_READY, "was not ready within 4 s",
				"raise the start timeout if it only needs longer");
	}

	@Test
	void anApplicationThatDiesAtItsStartIsToldWithTheEndOfItsLog() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.fails-at-start=true", Clients.keepAlive(1, GET)).run();

		assertNotStarted(result, PodProblem.Kind.DIED_AT_START, "there is no database", "read the end of its log");
	}

	@Test
	void anApplicationThatEndsByItselfIsToBlameForWhatIsLostByIt() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.requests-until-exit=20", Clients.keepAlive(5, POST)).run();

		assertProblem(result, PodProblem.Kind.ENDED_BY_ITSELF, "find out in its log why it ended");
		assertThat(result.report()).contains("ended by itself with 3", "System.exit, a crash");
		assertThat(result.lostByCause()).containsKey(LossCause.POD_ENDED);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).endedOnlyWhenAsked())
			.withMessageContaining("these did: pod-1");
	}

	private static void assertLost(RehearsalResult result, LossCause cause, String remedy) {
		assertThat(result.verdict()).as(result::report).isEqualTo(Verdict.LOST);
		assertThat(result.exitCode()).isOne();
		assertThat(result.lostByCause()).as(result::report).containsKey(cause);
		assertThat(result.report()).contains(cause.sentence(), remedy);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).lostNothing())
			.withMessageContaining("Expecting that no request was lost, but " + result.lost() + " of " + result.sent())
			.withMessageContaining(cause.sentence())
			.withMessageContaining(remedy)
			.withMessageContaining(": " + cause)
			.withMessageContaining("pod-1 SIGTERM");
	}

	private static void assertProblem(RehearsalResult result, PodProblem.Kind kind, String remedy) {
		assertThat(result.problems()).as(result::report).extracting(PodProblem::kind).contains(kind);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).passed())
			.withMessageContaining("Expecting that the rehearsal passed, but its verdict is " + result.verdict())
			.withMessageContaining(kind.sentence())
			.withMessageContaining(remedy);
	}

	private static void assertNotStarted(RehearsalResult result, PodProblem.Kind kind, String seen, String remedy) {
		assertThat(result.verdict()).as(result::report).isEqualTo(Verdict.NOT_STARTED);
		assertThat(result.exitCode()).isEqualTo(2);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(result).wasNotKilled())
			.withMessageContaining("This rehearsal proves nothing")
			.withMessageContaining(kind.sentence())
			.withMessageContaining(seen)
			.withMessageContaining(remedy);
	}

	private Rehearsal rehearsal(String argument, Clients... traffic) {
		PodCommand command = FixturePods.command();
		return Rehearsal.of(argument.isEmpty() ? command : command.withArguments(argument), Load.of(traffic))
			.withReplicas(1)
			.withHook(Hook.none())
			.withWarmUp(SECOND)
			.withDirectory(this.directory);
	}

}
