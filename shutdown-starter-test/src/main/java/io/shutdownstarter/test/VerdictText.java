package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a result into words.
 */
final class VerdictText {

	// What only the starter's summary of a termination contains.
	private static final String SUMMARY = "(propagation ";

	private final RehearsalResult result;

	private final List<String> lines = new ArrayList<>();

	VerdictText(RehearsalResult result) {
		this.result = result;
		this.lines.add(headline());
		result.voidReasons().forEach((reason) -> this.lines.add("  void because " + reason));
		this.lines.add("  requests  sent %d, succeeded %d, re-tried %d, lost %d (lost without any re-try %d) in %s"
			.formatted(result.sent(), result.succeeded(), result.retried(), result.lost(), result.lostWithoutRetry(),
					seconds(result.duration())));
		result.lostByCause().forEach(this::addCause);
		result.problems().forEach(this::addProblem);
		result.pods().forEach(this::addPod);
		result.notes().forEach((note) -> this.lines.add("  note  " + note));
		this.lines.add("  logs  " + result.directory());
	}

	String headline() {
		return switch (this.result.verdict()) {
			case PASSED -> "PASSED: no request was lost, and no pod had to be killed";
			case LOST -> "LOST: " + this.result.lost() + " requests were lost"
					+ ((this.result.killed() > 0) ? ", and " + this.result.killed() + " pods had to be killed" : "");
			case KILLED -> "KILLED: no request was lost, but " + this.result.killed() + " pods had to be killed";
			case ENDED_BY_ITSELF -> "ENDED BY ITSELF: no request was lost, but a pod ended that nobody had asked to";
			case HOOK_FAILED -> "HOOK FAILED: no request was lost, but the hook did not do its work";
			case NOT_STARTED -> "NOT STARTED: a pod did not become ready";
			case VOID -> "VOID: this rehearsal proves nothing";
		};
	}

	private void addCause(LossCause cause, long count) {
		this.lines.add("  lost %d  %s".formatted(count, cause.sentence()));
		this.lines.add("      mend  " + cause.remedy());
		long processed = lost(cause).filter(Failure::processed).count();
		if (processed > 0) {
			this.lines.add("      of these the pod had processed " + processed + ", only the answer was lost");
		}
		lost(cause).limit(3).forEach((failure) -> this.lines.add("      e.g.  " + example(failure)));
	}

	private Stream<Failure> lost(LossCause cause) {
		return this.result.failures().stream().filter((failure) -> !failure.retried() && failure.cause() == cause);
	}

	private static String example(Failure failure) {
		return "%s at %s on %s: %s".formatted(failure.request(), seconds(failure.at()), failure.pod(),
				failure.detail());
	}

	private void addProblem(PodProblem problem) {
		this.lines.add("  " + problem.pod() + "  " + problem.kind().sentence());
		this.lines.add("      mend  " + problem.kind().remedy());
		this.lines.add("      seen  " + problem.detail());
	}

	private void addPod(PodResult pod) {
		PodEnd end = pod.end();
		this.lines
			.add("  %s  %s, SIGTERM at %s, exit %s later, in all %s, %s, endpoint removed at %s".formatted(end.pod(),
					hook(end), seconds(end.sigterm()), seconds(end.exit().minus(end.sigterm())), seconds(end.exit()),
					end.killed() ? "KILLED" : "exit code " + end.exitCode(), seconds(pod.endpointRemoved())));
		pod.starterLines()
			.stream()
			.filter((line) -> line.contains(SUMMARY))
			.forEach((line) -> this.lines.add("      log  " + line.substring(line.indexOf("io.shutdownstarter"))));
	}

	private static String hook(PodEnd end) {
		if (!end.hookFailure().isEmpty()) {
			return "hook failed (" + end.hookFailure() + ")";
		}
		Duration answered = end.hookAnswered();
		if (answered == null) {
			return "no hook";
		}
		String status = (end.hookStatus() != 0) ? " with " + end.hookStatus() : "";
		return "hook over at " + seconds(answered) + status;
	}

	private static String seconds(Duration duration) {
		return "%.2f s".formatted(duration.toMillis() / 1000.0);
	}

	@Override
	public String toString() {
		return String.join("\n", this.lines);
	}

}
