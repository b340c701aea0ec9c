package io.shutdownstarter.diagnostics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.ShutdownProperties.Propagation;

/**
 * What the manifest must contain, and what a termination will wait for, in one line. The
 * manifest's part comes last, so that it can be copied up to the end of the line.
 */
final class StartupLine {

	private StartupLine() {
	}

	static String of(Optional<HookAddress> hook, ShutdownProperties properties) {
		// the manifest takes whole seconds; less than the grace period would be too
		// little
		long seconds = properties.gracePeriod().plusSeconds(1).minusNanos(1).toSeconds();
		String pod = "the pod needs terminationGracePeriodSeconds: %d".formatted(seconds);
		return hook
			.map((address) -> "Termination by hook GET :%d%s %s; %s and its container %s".formatted(address.port(),
					address.path(), waits(properties), pod, address.stanza()))
			.orElseGet(
					() -> "Termination by SIGTERM, since no hook is served, %s; %s".formatted(waits(properties), pod));
	}

	// from the settings: the application's own state is ready a moment later only
	private static String waits(ShutdownProperties properties) {
		Propagation propagation = properties.propagation();
		Duration longest = properties.longestPropagation();
		Duration quiet = longer(propagation.minimum(), propagation.quietPeriod());
		return "waits up to %s for requests, of these %s to %s for the news to spread, and keeps %s for the close"
			.formatted(text(properties.gracePeriod().minus(properties.closeReserve())),
					text((quiet.compareTo(longest) < 0) ? quiet : longest), text(longest),
					text(properties.closeReserve()));
	}

	private static Duration longer(Duration a, Duration b) {
		return (a.compareTo(b) >= 0) ? a : b;
	}

	static String text(Duration duration) {
		String seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
		return seconds + " s";
	}

}
