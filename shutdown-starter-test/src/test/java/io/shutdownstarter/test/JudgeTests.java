package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Judge} and the words of its verdict.
 */
class JudgeTests {

	private static final long SIGTERM = 1_000;

	@TempDir
	private Path directory;

	private Path log;

	@BeforeEach
	void writeLog() throws IOException {
		this.log = Files.writeString(this.directory.resolve("pod-1.log"),
				"""
						INFO 1 --- [main] io.shutdownstarter.sample.App : Started
						INFO 1 --- [x] io.shutdownstarter.Termination : drained after 6.0 s (propagation 6.0 s, drain 0 s): triggered by x, no late requests, 0 abandoned
						INFO 1 --- [x] io.shutdownstarter.Termination : SIGTERM came 6.1 s after the first signal
						""");
	}

	@Test
	void enoughTrafficWithoutLossPasses() {
		RehearsalResult result = judge(volume(1, 1.2), List.of(success()), false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
		assertThat(result.pods().get(0).starterLines()).hasSize(2);
		assertThat(result.report()).contains("PASSED", "log  io.shutdownstarter.Termination : drained after 6.0 s")
			.doesNotContain("Started", "SIGTERM came");
	}

	@Test
	void tooLittleTrafficProvesNothing() {
		RehearsalResult result = judge(volume(1, 2), List.of(success()), false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.VOID);
		assertThat(result.exitCode()).isEqualTo(2);
		assertThat(result.report()).contains("VOID", "sent only 1 of 2 requests", "this machine is too slow");
	}

	@Test
	void aRehearsalThatNeedsTheProcessorsItselfBlamesItself() {
		KitUse kit = use(Duration.ofSeconds(15), 0.97);

		RehearsalResult result = judge(new Traffic.Volume(1, 2, Duration.ZERO, kit), List.of(success()), false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.VOID);
		assertThat(result.report()).contains("the rehearsal itself used 1.5 of 2 processors (0.3 its router)", "97 %",
				"the rehearsal itself is the bottleneck, not the application", "ask for a lower rate",
				"note  the rehearsal itself used 1.5");
	}

	@Test
	void aMachineThatOthersFillIsToBlame() {
		KitUse kit = use(Duration.ofSeconds(4), 0.99);

		assertThat(judge(new Traffic.Volume(1, 2, Duration.ZERO, kit), List.of(success()), false, true).report())
			.contains("this machine is too slow for the rate; ask for a lower rate")
			.doesNotContain("answers take too long");
	}

	@Test
	void aSlowApplicationIsNotExcused() {
		KitUse kit = use(Duration.ofSeconds(1), 0.2);

		RehearsalResult result = judge(new Traffic.Volume(1, 2, Duration.ofMillis(1), kit), List.of(success()), false,
				true);

		assertThat(result.verdict()).isEqualTo(Verdict.VOID);
		assertThat(result.report()).contains("answers take too long for so few clients")
			.doesNotContain("too slow for the rate", "bottleneck");
		assertThat(result.notes()).isEmpty();
	}

	@Test
	void timeOutsWhileTheMachineStoodStillProveNothing() {
		KitUse kit = use(Duration.ofSeconds(1), 0.97, new KitUse.Stall(140, 200));
		Traffic.Volume volume = new Traffic.Volume(1, 1, Duration.ZERO, kit);

		RehearsalResult result = judge(volume, List.of(failure(LossCause.TIMEOUT, 100, false)), false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.VOID);
		assertThat(result.voidReasons()).singleElement()
			.asString()
			.startsWith("1 of 1 losses are time-outs")
			.contains("this machine let the clients stand still", "a lower rate");
	}

	@Test
	void aTimeOutWhileTheMachineRanIsTheApplications() {
		KitUse kit = use(Duration.ofSeconds(1), 0.97, new KitUse.Stall(50, 149), new KitUse.Stall(200, 900));
		Traffic.Volume volume = new Traffic.Volume(1, 1, Duration.ZERO, kit);

		assertThat(judge(volume, List.of(failure(LossCause.TIMEOUT, 100, false)), false, true).verdict())
			.isEqualTo(Verdict.LOST);
	}

	@Test
	void aCutConnectionIsALossHoweverSlowTheMachineWas() {
		KitUse kit = use(Duration.ofSeconds(1), 0.97, new KitUse.Stall(0, 1_000_000_000));
		Traffic.Volume volume = new Traffic.Volume(2, 2, Duration.ZERO, kit);
		List<Outcome> outcomes = List.of(failure(LossCause.CUT_IN_ANSWER, 100, false),
				failure(LossCause.TIMEOUT, 100, false));

		RehearsalResult result = judge(volume, outcomes, false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.LOST);
		assertThat(result.notes()).anyMatch((note) -> note.startsWith("1 of 2 losses are time-outs"))
			.anyMatch((note) -> note.startsWith("this machine let the rehearsal stand still 1 times, 1.0 s in all"));
	}

	@Test
	void aLossStaysALossUnderTooLittleTraffic() {
		assertThat(judge(volume(1, 2), List.of(failure(LossCause.TIMEOUT, 1500, false)), false, true).verdict())
			.isEqualTo(Verdict.LOST);
	}

	@Test
	void aRequestWithoutAnEndProvesNothing() {
		RehearsalResult result = judge(volume(2, 2), List.of(success()), false, true);

		assertThat(result.verdict()).isEqualTo(Verdict.VOID);
		assertThat(result.voidReasons()).containsExactly("the clients sent 2 requests, of which 1 have an outcome");
	}

	@Test
	void aPodThatEndedByItselfDoesNotPass() {
		RehearsalResult result = judge(volume(1, 1), List.of(success()), false, false);

		assertThat(result.verdict()).isEqualTo(Verdict.ENDED_BY_ITSELF);
		assertThat(result.exitCode()).isOne();
		assertThat(result.report()).contains("ENDED BY ITSELF", "although nobody had asked it to", "mend  ");
	}

	@Test
	void aKilledPodDoesNotPass() {
		RehearsalResult result = judge(volume(1, 1), List.of(success()), true, true);

		assertThat(result.verdict()).isEqualTo(Verdict.KILLED);
		assertThat(result.exitCode()).isOne();
		assertThat(result.report()).contains("KILLED: no request was lost, but 1 pod had to be killed");
	}

	@Test
	void whatWasSentBeforeSigtermWasInFlight() {
		assertThat(cause(LossCause.KEEP_ALIVE_TRAP, SIGTERM - 1, true)).isEqualTo(LossCause.CUT_IN_FLIGHT);
		assertThat(cause(LossCause.NEW_CONNECTION_REFUSED, SIGTERM - 1, false)).isEqualTo(LossCause.CUT_IN_FLIGHT);
		assertThat(cause(LossCause.CUT_WHILE_UPLOADING, SIGTERM - 1, true)).isEqualTo(LossCause.CUT_WHILE_UPLOADING);
		assertThat(cause(LossCause.BAD_GATEWAY, SIGTERM - 1, true)).isEqualTo(LossCause.CUT_IN_FLIGHT);
	}

	@Test
	void whatWasSentAfterSigtermWasTrappedOrRefused() {
		assertThat(cause(LossCause.KEEP_ALIVE_TRAP, SIGTERM, true)).isEqualTo(LossCause.KEEP_ALIVE_TRAP);
		assertThat(cause(LossCause.CUT_WHILE_UPLOADING, SIGTERM, true)).isEqualTo(LossCause.KEEP_ALIVE_TRAP);
		assertThat(cause(LossCause.CUT_WHILE_UPLOADING, SIGTERM, false)).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
		assertThat(cause(LossCause.UNEXPECTED_STATUS, SIGTERM, false)).isEqualTo(LossCause.UNEXPECTED_STATUS);
		assertThat(cause(LossCause.BAD_GATEWAY, SIGTERM, true)).isEqualTo(LossCause.BAD_GATEWAY);
	}

	@Test
	void whatWasClosedBeforeSigtermIsNoLossByTheTermination() {
		assertThat(cause(LossCause.KEEP_ALIVE_TRAP, SIGTERM - 500, true)).isEqualTo(LossCause.CLOSED_WHILE_SERVING);
		assertThat(cause(LossCause.CUT_IN_ANSWER, SIGTERM - 500, true)).isEqualTo(LossCause.CLOSED_WHILE_SERVING);
		assertThat(cause(LossCause.CUT_IN_ANSWER, SIGTERM, true)).isEqualTo(LossCause.CUT_IN_ANSWER);
	}

	@Test
	void whatAPodLosesThatEndsByItselfIsLostByThat() {
		RehearsalResult result = judge(volume(1, 1), List.of(failure(LossCause.KEEP_ALIVE_TRAP, 0, true)), false,
				false);

		assertThat(result.lostByCause()).containsOnlyKeys(LossCause.POD_ENDED);
		assertThat(result.report()).containsSubsequence("mend it first", "although nobody had asked it to", "lost 1  ");
	}

	@Test
	void whatACrashedPodHasNotLoggedIsNoContradiction() {
		RehearsalResult result = judge(volume(1, 1), List.of(success()), false, false,
				new ServedRequest("setup-0", 200));

		assertThat(result.voidReasons())
			.containsExactly("a pod says it answered setup-0 with [200], which no client sent");
		assertThat(result.notes())
			.containsExactly("1 answers came when their pod was ending, and are not in its request "
					+ "log: the pod does not vouch for them");
	}

	@Test
	void withoutTheirCountThePodsAreJudgedByWhatClientsSaw() {
		RehearsalResult passed = judgeUncounted(success());
		RehearsalResult lost = judgeUncounted(failure(LossCause.TIMEOUT, 1500, false));

		assertThat(passed.verdict()).isEqualTo(Verdict.PASSED);
		assertThat(lost.verdict()).isEqualTo(Verdict.LOST);
		assertThat(List.of(passed, lost)).noneMatch(RehearsalResult::servedCompared)
			.allSatisfy((result) -> assertThat(result.notes()).singleElement()
				.asString()
				.startsWith("what the pods served was not compared with what the clients saw"));
		assertThat(passed.report()).contains("note  what the pods served was not compared");
		assertThat(ResultJson.of(passed)).contains("\"servedCompared\":false");
		assertThat(judge(volume(1, 1), List.of(success()), false, true).servedCompared()).isTrue();
	}

	private RehearsalResult judgeUncounted(Outcome outcome) {
		return new Judge(volume(1, 1), List.of(outcome), 0, null, List.of(), List.of()).result("rollout",
				new Journal(() -> 0, ProgressListener.none()), Duration.ofSeconds(10), this.directory);
	}

	@Test
	void onlyTheRouterKnowsThatThereWasNoPod() {
		assertThat(failureOn(Router.NO_POD)).isEqualTo(LossCause.NO_ENDPOINT);
		assertThat(failureOn(null)).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
	}

	private LossCause failureOn(@Nullable String pod) {
		Attempt refused = new Attempt("a", pod, 5, 6, false, 0, LossCause.NEW_CONNECTION_REFUSED, "reset");
		RehearsalResult result = judge(volume(1, 1), List.of(new Outcome("GET /x", refused, null)), false, true);
		assertThat(result.failures()).extracting(Failure::pod).containsOnlyNulls();
		return result.failures().get(0).cause();
	}

	@Test
	void aReTriedRequestIsNotLostButShows() {
		Outcome retried = new Outcome("GET /x", attempt("a", LossCause.KEEP_ALIVE_TRAP, 0, 1500, true),
				attempt("a.2", null, 200, 1600, false));
		RehearsalResult result = judge(volume(1, 1), List.of(retried), false, true, new ServedRequest("a.2", 200));

		assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
		assertThat(result.report()).contains("succeeded 0, re-tried 1, lost 0 (lost without any re-try 1)");
	}

	private LossCause cause(LossCause seen, long startedNanos, boolean reused) {
		RehearsalResult result = judge(volume(1, 1), List.of(failure(seen, startedNanos, reused)), false, true);
		assertThat(result.verdict()).isEqualTo(Verdict.LOST);
		return result.failures().get(0).cause();
	}

	private RehearsalResult judge(Traffic.Volume volume, List<Outcome> outcomes, boolean killed, boolean alive,
			ServedRequest... served) {
		PodEnd end = new PodEnd("pod-1", null, 0, "", "", Duration.ofNanos(SIGTERM), Duration.ofNanos(2 * SIGTERM), 143,
				killed);
		Deletion deletion = new Deletion("pod-1", this.log, 0, Duration.ofSeconds(1), end, alive, false);
		List<ServedRequest> count = (served.length > 0) ? List.of(served)
				: outcomes.stream()
					.filter(Outcome::succeededAtOnce)
					.map((outcome) -> new ServedRequest(outcome.first().id(), 200))
					.toList();
		return new Judge(volume, outcomes, 0, count, List.of(deletion),
				alive ? List.of() : List.of(new PodProblem("pod-1", PodProblem.Kind.ENDED_BY_ITSELF, "ended")))
			.result("rollout", new Journal(() -> 0, ProgressListener.none()), Duration.ofSeconds(10), this.directory);
	}

	private static Traffic.Volume volume(long sent, double asked) {
		return new Traffic.Volume(sent, asked, Duration.ofMillis(100), KitUse.NONE);
	}

	private static KitUse use(Duration cpu, double busy, KitUse.Stall... stalls) {
		return new KitUse(Duration.ofSeconds(10), cpu, Duration.ofSeconds(3), 2, busy, List.of(stalls));
	}

	private static Outcome success() {
		return new Outcome("GET /x", attempt("a", null, 200, 500, false), null);
	}

	private static Outcome failure(LossCause cause, long startedNanos, boolean reused) {
		return new Outcome("POST /x", attempt("a", cause, 0, startedNanos, reused), null);
	}

	private static Attempt attempt(String id, @Nullable LossCause failure, int status, long startedNanos,
			boolean reused) {
		return new Attempt(id, "pod-1", startedNanos, startedNanos + 100, reused, status, failure, "");
	}

}
