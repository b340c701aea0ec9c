package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal found.
 *
 * @param rehearsal what was rehearsed, on one line
 * @param startedAt when it began, by the wall clock
 * @param verdict what it came to
 * @param voidReasons why it proves nothing, empty if it does prove something
 * @param notes what else is worth knowing
 * @param sent how many requests the clients sent, by their own count; re-tries are not
 * counted again
 * @param failures the requests whose first attempt failed, in the order of time
 * @param problems what was wrong with pods
 * @param pods the pods that were deleted, in that order
 * @param timeline what happened when
 * @param requests all requests, in the order of time
 * @param servedCompared whether the pods' own count was compared with the clients';
 * {@code false} if the pods keep none, as on Reactor Netty: then all rests on what the
 * clients saw
 * @param duration how long the traffic lasted
 * @param directory where the pods' logs and the page are
 * @since 0.1.0
 */
public record RehearsalResult(String rehearsal, Instant startedAt, Verdict verdict, List<String> voidReasons,
		List<String> notes, long sent, List<Failure> failures, List<PodProblem> problems, List<PodResult> pods,
		List<TimelineEvent> timeline, List<SentRequest> requests, boolean servedCompared, Duration duration,
		Path directory) {

	public RehearsalResult {
		voidReasons = List.copyOf(voidReasons);
		notes = List.copyOf(notes);
		failures = List.copyOf(failures);
		problems = List.copyOf(problems);
		pods = List.copyOf(pods);
		requests = List.copyOf(requests);
		timeline = List.copyOf(timeline);
	}

	/**
	 * Returns how many requests were lost by clients that re-try a dead kept connection
	 * once.
	 * @return the number of requests
	 */
	public long lost() {
		return this.failures.stream().filter((failure) -> !failure.retried()).count();
	}

	/**
	 * Returns how many requests failed at first, and succeeded when re-tried once.
	 * @return the number of requests
	 */
	public long retried() {
		return this.failures.size() - lost();
	}

	/**
	 * Returns how many requests clients would have lost that never re-try.
	 * @return the number of requests
	 */
	public long lostWithoutRetry() {
		return this.failures.size();
	}

	/**
	 * Returns how many requests succeeded at once.
	 * @return the number of requests
	 */
	public long succeeded() {
		return this.sent - this.failures.size();
	}

	/**
	 * Returns how many requests were lost for which cause.
	 * @return the causes that occurred, with the number of requests
	 */
	public Map<LossCause, Long> lostByCause() {
		Map<LossCause, Long> counts = new EnumMap<>(LossCause.class);
		this.failures.stream()
			.filter((failure) -> !failure.retried())
			.forEach((failure) -> counts.merge(failure.cause(), 1L, Long::sum));
		return counts;
	}

	/**
	 * Returns how many pods had to be killed.
	 * @return the number of pods
	 */
	public long killed() {
		return this.pods.stream().filter((pod) -> pod.end().killed()).count();
	}

	/**
	 * Returns the exit code for a command line: 0 if passed, 1 if a request was lost or
	 * something was wrong with a pod, 2 if the rehearsal proves nothing.
	 * @return the exit code
	 */
	public int exitCode() {
		return switch (this.verdict) {
			case PASSED -> 0;
			case LOST, KILLED, ENDED_BY_ITSELF, HOOK_FAILED -> 1;
			case VOID, NOT_STARTED -> 2;
		};
	}

	/**
	 * Returns the verdict in words: counts, causes with what mends them, and a line for
	 * each pod.
	 * @return several lines
	 */
	public String report() {
		return new VerdictText(this).toString();
	}

	/**
	 * Returns the result as a page: an HTML file that needs no other file and no network,
	 * with the pods' and the requests' times in plots, and all figures in tables.
	 * @return the file's text
	 */
	public String page() {
		return ResultPage.of(this);
	}

	/**
	 * Writes the {@linkplain #page() page} into a file. A rehearsal that runs does so
	 * itself, with {@code rehearsal.html} in its directory.
	 * @param file the file, which is replaced if it exists
	 * @throws UncheckedIOException if it cannot be written
	 */
	public void writePage(Path file) {
		try {
			Files.writeString(file, page());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be written", ex);
		}
	}

}
