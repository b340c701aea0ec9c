package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.test.SentRequest.Ending;
import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * Results that no rehearsal was needed for.
 */
final class Results {

	static final Instant STARTED_AT = Instant.parse("2026-11-22T12:00:00Z");

	/**
	 * What an application could print, answer or be asked for.
	 */
	static final String NASTY = "</script><script>window.forged = 1</script><!-- <img src=x onerror=\"window.forged = 1\">"
			+ " & &lt; 'quoted' \\ \u2028 \u2029 \u0007 \ud800 \u00fc\u2192";

	private Results() {
	}

	// A request of each ending, and words of the application's choice wherever there
	// are any.
	static RehearsalResult of(String words) {
		List<SentRequest> requests = List.of(
				request(1, 1000, 20, "GET /" + words, "pod-1", 200, Ending.SUCCEEDED, null),
				request(2, 2000, 40, "GET /" + words, "pod-1", 200, Ending.RETRIED, LossCause.KEEP_ALIVE_TRAP),
				request(3, 2500, 30.25, "PUT /b", null, 0, Ending.LOST, LossCause.NEW_CONNECTION_REFUSED));
		List<Failure> failures = List.of(
				new Failure(Duration.ofMillis(2000), "2", "GET /" + words, "pod-1", LossCause.KEEP_ALIVE_TRAP, words,
						false, true),
				new Failure(Duration.ofMillis(2500), "3", "PUT /b", null, LossCause.NEW_CONNECTION_REFUSED, words,
						false, false));
		PodEnd end = new PodEnd("pod-1", Duration.ofMillis(5500), 200, words, "", Duration.ofMillis(5520),
				Duration.ofMillis(6000), 143, false);
		List<String> lines = List.of(line("02.100", "Termination began, triggered by the pre-stop hook: " + words),
				line("07.100", "Propagation wait ended after 5 s"),
				line("07.400", "Termination drained after 5.3 s (propagation 5 s, drain 0.3 s)"));
		return result(Verdict.LOST, failures, List.of(new PodProblem("pod-1", PodProblem.Kind.HOOK_FAILED, words)),
				List.of(new PodResult(Duration.ofSeconds(2), Duration.ofSeconds(1), end, Path.of("pod-1.log"), lines)),
				requests, requests.size(), words);
	}

	// Requests alone, of which every hundredth was lost, and one was a setup's.
	static RehearsalResult ofRequests(int count) {
		List<SentRequest> requests = IntStream.range(0, count)
			.mapToObj((i) -> request(i, 1000 + i * 5.0, 1 + (i * 7919 % 1000) / 10.0, "GET /items/" + i % 20,
					"pod-" + i % 3, 200, (i % 100 == 0) ? Ending.LOST : Ending.SUCCEEDED,
					(i % 100 == 0) ? LossCause.TIMEOUT : null))
			.toList();
		List<Failure> failures = requests.stream()
			.filter((request) -> request.ending() == Ending.LOST)
			.map((request) -> new Failure(request.at(), request.id(), request.request(), request.pod(),
					LossCause.TIMEOUT, "no byte came", false, false))
			.toList();
		return result(Verdict.LOST, failures, List.of(), List.of(), requests, count - 1, "");
	}

	static RehearsalResult notStarted() {
		return new RehearsalResult("rollout", STARTED_AT, Verdict.NOT_STARTED, List.of(), List.of(), 0, List.of(),
				List.of(new PodProblem("pod-1", PodProblem.Kind.DIED_AT_START, "ended with 1")), List.of(), List.of(),
				List.of(), true, Duration.ZERO, Path.of("/tmp/rehearsal"));
	}

	private static RehearsalResult result(Verdict verdict, List<Failure> failures, List<PodProblem> problems,
			List<PodResult> pods, List<SentRequest> requests, long sent, String words) {
		List<TimelineEvent> timeline = List.of(new TimelineEvent(Duration.ZERO, "pod-1", Kind.STARTED, "started"),
				new TimelineEvent(Duration.ofMillis(900), "pod-1", Kind.READY, "ready"),
				new TimelineEvent(Duration.ofSeconds(2), "pod-1", Kind.DELETED, "deleted"),
				new TimelineEvent(Duration.ofSeconds(3), null, Kind.NOTE, words));
		return new RehearsalResult("rollout of " + words, STARTED_AT, verdict, List.of(words), List.of(words), sent,
				failures, problems, pods, timeline, requests, true, Duration.ofSeconds(9), Path.of("/tmp/rehearsal"));
	}

	private static SentRequest request(int id, double atMillis, double tookMillis, String name, @Nullable String pod,
			int status, Ending ending, @Nullable LossCause cause) {
		return new SentRequest(Integer.toString(id), millis(atMillis), millis(tookMillis), name, pod, false, status,
				ending, cause);
	}

	private static Duration millis(double millis) {
		return Duration.ofNanos(Math.round(millis * 1_000_000));
	}

	private static String line(String second, String message) {
		return "2026-11-22T13:00:" + second
				+ "+01:00  INFO 7 --- [shop] [pod-termination] io.shutdownstarter.Termination           : " + message;
	}

}
