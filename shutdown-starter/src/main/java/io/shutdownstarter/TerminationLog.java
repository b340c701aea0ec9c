package io.shutdownstarter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a termination says: one line for each change of the phase and one summary,
 * warnings only where somebody has to act. Lines are written on the termination's own
 * thread, in the order in which things happened.
 */
final class TerminationLog {

	// the name that users see and filter by
	private static final Log logger = LogFactory.getLog(Termination.class);

	/**
	 * How many abandoned requests are named; more would flood the log at its last moment.
	 */
	private static final int NAMED = 20;

	/**
	 * How many of them are shown with the stack of their thread, and how much of it: the
	 * frames of an application stand on top of about 40 of server and framework.
	 */
	private static final int STACKS = 5;

	private static final int FRAMES = 40;

	private final TerminationLoop loop;

	TerminationLog(TerminationLoop loop) {
		this.loop = loop;
	}

	/**
	 * A termination has begun.
	 * @param run the termination
	 * @param now the time now
	 * @param refusing whether readiness was taken down
	 * @param waits the settings of the propagation wait, or {@code null} if none is due
	 * @param inFlight the number of requests in flight
	 */
	void began(TerminationRun run, long now, boolean refusing, @Nullable ShutdownProperties waits, long inFlight) {
		TerminationTrigger trigger = run.trigger();
		String deadline = deadline(run, now);
		info(() -> "Termination began, triggered by " + trigger + ": readiness "
				+ (refusing ? "is refusing traffic" : "stays up") + ", " + waits(waits) + "; " + requests(inFlight)
				+ " in flight, " + deadline);
	}

	void propagationEnded(TerminationRun run, long now, long inFlight, boolean refuses) {
		String elapsed = Seconds.ofNanos(run.elapsedNanos(now));
		String silent = Seconds.ofNanos(run.late().silentNanos(now));
		long late = run.late().count();
		info(() -> "Propagation wait ended after " + elapsed + ": " + late + " late requests, none for " + silent
				+ (refuses ? "; readiness is refusing traffic" : "") + "; draining " + requests(inFlight));
	}

	void report(TerminationReport report, List<WorkInFlight> left) {
		if (left.isEmpty()) {
			info(() -> "Termination " + report);
			return;
		}
		String named = left.stream()
			.limit(NAMED)
			.map((work) -> work.toAbandoned().toString())
			.collect(Collectors.joining(", "));
		String more = (left.size() > NAMED) ? " and " + (left.size() - NAMED) + " more" : "";
		warn(() -> "Termination " + report + ": " + named + more
				+ ". If this work must end, raise terminationGracePeriodSeconds in the pod's manifest and"
				+ " shutdown-starter.grace-period together" + stacks(left));
	}

	// what it hangs on, for whoever has to find out why it did not end
	private static String stacks(List<WorkInFlight> left) {
		StringBuilder text = new StringBuilder();
		left.stream().filter((work) -> work.stack() != null).limit(STACKS).forEach((work) -> {
			StackTraceElement[] stack = Objects.requireNonNull(work.stack()).get();
			if (stack.length > 0) {
				text.append("\n").append(work.name()).append(" is");
				Arrays.stream(stack).limit(FRAMES).forEach((frame) -> text.append("\n\tat ").append(frame));
			}
		});
		return text.toString();
	}

	void drainingAgain(long inFlight) {
		debug(() -> "Draining again: " + requests(inFlight) + " arrived after everything had been drained");
	}

	void hookJoined(TerminationRun run, long now) {
		String deadline = deadline(run, now);
		info(() -> "Another pre-stop hook has joined the termination, whose clock goes on: " + deadline);
	}

	void clockStarted(TerminationRun run, long now) {
		TerminationTrigger trigger = run.trigger();
		String deadline = deadline(run, now);
		info(() -> "The pod that an operator held is now terminated, triggered by " + trigger + ": " + deadline);
	}

	void signalDuringHook(boolean timeout) {
		if (timeout) {
			warn(() -> "SIGTERM came while the pre-stop hook was waiting, at the time at which the kubelet gives up:"
					+ " waits end now, work in flight has 1 s. If this was no eviction or node shutdown, set"
					+ " shutdown-starter.grace-period to the pod's terminationGracePeriodSeconds");
		}
		else {
			info(() -> "SIGTERM came while the pre-stop hook was waiting, not at the time at which the kubelet gives"
					+ " up: the hook's call was broken off, the termination goes on with its clock");
		}
	}

	void signalAfterHook(TerminationRun run, long now, long inFlight) {
		String elapsed = Seconds.ofNanos(run.elapsedNanos(now));
		info(() -> "SIGTERM came " + elapsed + " after the first signal with " + requests(inFlight) + " in flight");
	}

	void hookNeverCame(long refused, @Nullable MissedHook missed, long now) {
		String cause = (missed != null) ? "the kubelet's call " + missed.describe(now) + "; " : "";
		String hint = (refused > 0) ? refused + " calls of the hook were refused since the start (see the warning then)"
				: "check that the container's lifecycle.preStop.httpGet has the path and the port of /actuator/prestop,"
						+ " and that nothing refuses or redirects the call (the kubelet takes any answer for success)";
		warn(() -> "SIGTERM came without a pre-stop hook: " + cause + hint);
	}

	void resumed() {
		info(() -> "The application serves again: the termination was taken back");
	}

	void recovered(Duration delay) {
		warn(() -> "The application serves again: no SIGTERM came within " + Seconds.of(delay)
				+ " after the pre-stop hook, so it was a stray call. If nobody called it, find out who can reach"
				+ " /actuator/prestop");
	}

	private static String waits(@Nullable ShutdownProperties properties) {
		if (properties == null) {
			return "no propagation wait is due";
		}
		return "requests are served for at least " + Seconds.of(properties.propagation().minimum())
				+ " and until none has come for " + Seconds.of(properties.propagation().quietPeriod()) + ", at most "
				+ Seconds.of(properties.longestPropagation());
	}

	private static String deadline(TerminationRun run, long now) {
		if (run.budget() == null) {
			return "no deadline";
		}
		return "deadline in " + Seconds.ofNanos(Math.max(0, run.untilDeadlineNanos(now)));
	}

	private static String requests(long count) {
		return (count == 1) ? "1 request" : count + " requests";
	}

	private void debug(Supplier<String> line) {
		this.loop.execute(() -> logger.debug(line.get()));
	}

	private void info(Supplier<String> line) {
		this.loop.execute(() -> logger.info(line.get()));
	}

	private void warn(Supplier<String> line) {
		this.loop.execute(() -> logger.warn(line.get()));
	}

}
