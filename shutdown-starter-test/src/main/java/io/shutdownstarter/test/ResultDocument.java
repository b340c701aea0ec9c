package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.test.SentRequest.Ending;

/**
 * A result as JSON has it, for programs and for the page. The words are those of the
 * result, all times are seconds, and what its enums say is spelled out, so that nobody
 * needs our classes to read it.
 */
record ResultDocument(String rehearsal, Instant startedAt, Verdict verdict, String headline, int exitCode,
		List<String> voidReasons, List<String> notes, Duration duration, Counts counts, List<Findings.Finding> findings,
		List<Cause> causes, List<Problem> problems, List<Pod> pods, List<Failure> failures,
		List<TimelineEvent> timeline, Requests requests, boolean servedCompared, Path directory) {

	static ResultDocument of(RehearsalResult result) {
		return new ResultDocument(result.rehearsal(), result.startedAt(), result.verdict(),
				new VerdictText(result).headline(), result.exitCode(), result.voidReasons(), result.notes(),
				result.duration(), Counts.of(result), Findings.of(result), Cause.of(result),
				result.problems().stream().map(Problem::of).toList(),
				result.pods().stream().map((pod) -> Pod.of(pod, result.startedAt())).toList(), result.failures(),
				result.timeline(), Requests.of(result.requests()), result.servedCompared(), result.directory());
	}

	record Counts(long sent, long succeeded, long retried, long lost, long lostWithoutRetry, long killed) {

		static Counts of(RehearsalResult result) {
			return new Counts(result.sent(), result.succeeded(), result.retried(), result.lost(),
					result.lostWithoutRetry(), result.killed());
		}

	}

	record Cause(LossCause cause, long lost, String sentence, String remedy) {

		static List<Cause> of(RehearsalResult result) {
			List<Cause> causes = new ArrayList<>();
			result.lostByCause()
				.forEach((cause, lost) -> causes.add(new Cause(cause, lost, cause.sentence(), cause.remedy())));
			return causes;
		}

	}

	record Problem(String pod, PodProblem.Kind kind, String sentence, String detail, String remedy) {

		static Problem of(PodProblem problem) {
			return new Problem(problem.pod(), problem.kind(), problem.kind().sentence(), problem.detail(),
					problem.kind().remedy());
		}

	}

	/**
	 * A pod that was deleted. The times of its end count from its deletion; those of its
	 * phases and lines, as all others, from the beginning of the rehearsal.
	 */
	record Pod(String pod, Duration deleted, Duration endpointRemoved, PodEnd end, List<StarterLog.Phase> phases,
			List<StarterLog.Line> starterLines, Path log) {

		static Pod of(PodResult pod, Instant startedAt) {
			StarterLog log = StarterLog.of(pod.starterLines(), startedAt);
			return new Pod(pod.end().pod(), pod.deleted(), pod.endpointRemoved(), pod.end(),
					log.phases(pod.deleted().plus(pod.end().exit())), log.lines(), pod.log());
		}

	}

	/**
	 * All requests, in columns, since rows would repeat every name ten thousand times.
	 *
	 * @param names methods and paths
	 * @param pods names of pods
	 * @param request index of its name
	 * @param pod index of its pod, -1 if it got to none
	 * @param reused 1 if its connection had carried a request before, else 0
	 * @param cause why its first attempt failed, or null
	 */
	record Requests(List<String> names, List<String> pods, List<Duration> at, List<Duration> took,
			List<Integer> request, List<Integer> pod, List<Integer> reused, List<Integer> status, List<Ending> ending,
			List<@Nullable LossCause> cause) {

		static Requests of(List<SentRequest> requests) {
			Map<String, Integer> names = new LinkedHashMap<>();
			Map<String, Integer> pods = new LinkedHashMap<>();
			List<Integer> request = column(requests, (sent) -> index(names, sent.request()));
			List<Integer> pod = column(requests, (sent) -> (sent.pod() != null) ? index(pods, sent.pod()) : -1);
			return new Requests(List.copyOf(names.keySet()), List.copyOf(pods.keySet()),
					column(requests, SentRequest::at), column(requests, SentRequest::took), request, pod,
					column(requests, (sent) -> sent.reused() ? 1 : 0), column(requests, SentRequest::status),
					column(requests, SentRequest::ending), column(requests, SentRequest::cause));
		}

		private static int index(Map<String, Integer> names, String name) {
			Integer next = names.size();
			Integer known = names.putIfAbsent(name, next);
			return (known != null) ? known : next;
		}

		private static <T extends @Nullable Object> List<T> column(List<SentRequest> requests,
				Function<SentRequest, T> value) {
			List<T> column = new ArrayList<>(requests.size());
			requests.forEach((request) -> column.add(value.apply(request)));
			return column;
		}

	}

}
