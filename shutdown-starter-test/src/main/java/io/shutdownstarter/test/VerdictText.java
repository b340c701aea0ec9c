package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.shutdownstarter.test.Findings.Finding;

/**
 * Puts a result into words.
 */
final class VerdictText {

	private final RehearsalResult result;

	private final List<String> lines = new ArrayList<>();

	VerdictText(RehearsalResult result) {
		this.result = result;
		this.lines.add(headline());
		result.voidReasons().forEach((reason) -> this.lines.add("  void because " + reason));
		this.lines.add("  requests  sent %d, succeeded %d, re-tried %d, lost %d (lost without any re-try %d) in %s"
			.formatted(result.sent(), result.succeeded(), result.retried(), result.lost(), result.lostWithoutRetry(),
					SecondsText.hundredths(result.duration())));
		addFindings(Findings.of(result));
		result.pods().forEach(this::addPod);
		result.notes().forEach((note) -> this.lines.add("  note  " + note));
		this.lines.add("  logs  " + result.directory());
		Path page = result.directory().resolve(ResultPage.FILE);
		if (Files.exists(page)) {
			this.lines.add("  page  " + page);
		}
	}

	String headline() {
		return switch (this.result.verdict()) {
			case PASSED -> "PASSED: no request was lost, and no pod had to be killed";
			case LOST -> "LOST: " + this.result.lost() + " of " + this.result.sent() + " requests were lost"
					+ ((this.result.killed() > 0) ? ", and " + killed() : "");
			case KILLED -> "KILLED: no request was lost, but " + killed();
			case ENDED_BY_ITSELF -> "ENDED BY ITSELF: no request was lost, but a pod ended that nobody had asked to";
			case HOOK_FAILED -> "HOOK FAILED: no request was lost, but the hook did not do its work";
			case NOT_STARTED -> "NOT STARTED: a pod did not become ready";
			case VOID -> "VOID: this rehearsal proves nothing";
		};
	}

	private String killed() {
		long killed = this.result.killed();
		return (killed == 1) ? "1 pod had to be killed" : killed + " pods had to be killed";
	}

	private void addFindings(List<Finding> findings) {
		if (findings.size() > 1 && findings.get(0).bringsAboutOthers()) {
			this.lines.add("  the first of these may have brought the others about: mend it first");
		}
		for (Finding finding : findings) {
			this.lines.add("  " + finding.sentence());
			this.lines.add("      mend  " + finding.remedy());
			finding.details().forEach((detail) -> this.lines.add("      " + detail));
		}
	}

	private void addPod(PodResult pod) {
		PodEnd end = pod.end();
		this.lines.add("  %s  %s, SIGTERM at %s, exit %s later, in all %s, %s, endpoint removed at %s".formatted(
				end.pod(), hook(end), SecondsText.hundredths(end.sigterm()),
				SecondsText.hundredths(end.exit().minus(end.sigterm())), SecondsText.hundredths(end.exit()),
				end.killed() ? "KILLED" : "exit code " + end.exitCode(),
				SecondsText.hundredths(pod.endpointRemoved())));
		pod.starterLines()
			.stream()
			.filter(StarterReport::isSummary)
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
		return "hook over at " + SecondsText.hundredths(answered) + status;
	}

	@Override
	public String toString() {
		return String.join("\n", this.lines);
	}

}
