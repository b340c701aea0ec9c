package io.shutdownstarter.actuate;

import java.time.Duration;
import java.util.List;

import io.shutdownstarter.ShutdownProperties;

/**
 * The settings in force, named as the properties are. Durations are in ISO 8601, which a
 * property takes as well. The token is not among them, only whether there is one.
 *
 * @param gracePeriod the time from the first signal to SIGKILL
 * @param closeReserve the part of it that is kept for the close of the context
 * @param readiness when readiness is taken down
 * @param propagation the propagation wait
 * @param prestop the hook
 * @param terminationMessage the message that the pod leaves behind
 * @param findings the check at start
 */
record SettingsDescriptor(String gracePeriod, String closeReserve, String readiness, Propagation propagation,
		Prestop prestop, TerminationMessage terminationMessage, Findings findings) {

	static SettingsDescriptor of(ShutdownProperties properties) {
		return new SettingsDescriptor(text(properties.gracePeriod()), text(properties.closeReserve()),
				TerminationDescriptor.text(properties.readiness()), Propagation.of(properties),
				new Prestop(properties.prestop().token() != null, text(properties.prestop().recoveryDelay())),
				new TerminationMessage(properties.terminationMessage().enabled(),
						properties.terminationMessage().path().toString()),
				new Findings(properties.findings().ignored().stream().sorted().toList()));
	}

	private static String text(Duration duration) {
		return duration.toString();
	}

	/**
	 * The propagation wait.
	 *
	 * @param minimum the shortest
	 * @param quietPeriod the time without a request that ends it
	 * @param maximum the longest in force, also if the property is not set
	 * @param onSigterm when to wait without a hook
	 * @param ignoredPaths patterns of requests that are not counted
	 */
	record Propagation(String minimum, String quietPeriod, String maximum, String onSigterm,
			List<String> ignoredPaths) {

		static Propagation of(ShutdownProperties properties) {
			ShutdownProperties.Propagation propagation = properties.propagation();
			return new Propagation(text(propagation.minimum()), text(propagation.quietPeriod()),
					text(properties.longestPropagation()), TerminationDescriptor.text(propagation.onSigterm()),
					propagation.ignoredPaths());
		}

	}

	/**
	 * The hook.
	 *
	 * @param tokenRequired whether there is a token
	 * @param recoveryDelay the time after which it was a stray call
	 */
	record Prestop(boolean tokenRequired, String recoveryDelay) {
	}

	/**
	 * The message that the pod leaves behind.
	 *
	 * @param enabled whether to leave one
	 * @param path its file
	 */
	record TerminationMessage(boolean enabled, String path) {
	}

	/**
	 * The check at start.
	 *
	 * @param ignored the ids that are not logged
	 */
	record Findings(List<String> ignored) {
	}

}
