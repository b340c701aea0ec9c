package io.shutdownstarter.diagnostics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import io.shutdownstarter.TerminationStatus.Plan;

/**
 * What the manifest must contain, and what a termination will wait for, in one line. The
 * manifest's part comes last, so that it can be copied up to the end of the line.
 */
final class StartupLine {

	private StartupLine() {
	}

	static String of(Optional<HookAddress> hook, Duration gracePeriod, Plan plan) {
		// the manifest takes whole seconds; less than the grace period would be too
		// little
		long seconds = gracePeriod.plusSeconds(1).minusNanos(1).toSeconds();
		String waits = "waits up to %s for requests, of these %s to %s for the news to spread, and keeps %s for the close"
			.formatted(text(gracePeriod.minus(plan.reserve())), text(plan.waitFrom()), text(plan.waitTo()),
					text(plan.reserve()));
		String pod = "the pod needs terminationGracePeriodSeconds: %d".formatted(seconds);
		return hook
			.map((address) -> "Termination by hook GET :%d%s %s; %s and its container %s".formatted(address.port(),
					address.path(), waits, pod, address.stanza()))
			.orElseGet(() -> "Termination by SIGTERM, since no hook is served, %s; %s".formatted(waits, pod));
	}

	static String text(Duration duration) {
		String seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
		return seconds + " s";
	}

}
