package io.shutdownstarter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of the termination. Values that contradict each other stop the start. A number
 * without a unit is in seconds, as in a pod's manifest.
 * <p>
 * Where the defaults come from: 30 s is Kubernetes' own
 * {@code terminationGracePeriodSeconds}. Of these, 5 s are kept for the close, since
 * connection pools need about 1 s and Reactor Netty 2 to 4 s to end. Services inside a
 * cluster are reprogrammed within about 1 s and small ingress controllers within a few,
 * hence the minimum of 5 s; kube-proxy collects changes for up to 1 s
 * ({@code minSyncPeriod}), hence 2 s of quiet; the maximum of 15 s leaves 10 s for
 * draining. The recovery delay is far longer than the milliseconds between the end of a
 * hook and SIGTERM, so that a slow runtime never restarts intake on a dying pod.
 *
 * @param enabled Whether to take part in the termination of the application at all.
 * @param gracePeriod Time from the first signal to SIGKILL. Must equal the pod's
 * terminationGracePeriodSeconds.
 * @param closeReserve Part of the grace period that is kept for closing the application
 * context. No wait for requests goes on into it.
 * @param readiness When readiness is taken down.
 * @param propagation Wait until clients and proxies have learnt that the pod is going.
 * @param prestop Pre-stop hook.
 * @param terminationMessage Message that a pod leaves behind.
 * @param findings Findings of the check at start.
 * @param allowUntestedSpringBoot Whether to start with a Spring Boot that is newer than
 * those the starter is made for.
 * @since 0.1.0
 */
@ConfigurationProperties("shutdown-starter")
public record ShutdownProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration gracePeriod,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration closeReserve,
		@DefaultValue("immediate") ReadinessMode readiness, @DefaultValue Propagation propagation,
		@DefaultValue Prestop prestop, @DefaultValue TerminationMessage terminationMessage,
		@DefaultValue Findings findings, @DefaultValue("false") boolean allowUntestedSpringBoot) {

	private static final String PREFIX = "shutdown-starter.";

	/**
	 * Longest grace period that is taken for meant; it also keeps sums of times far from
	 * an overflow.
	 */
	private static final Duration LONGEST = Duration.ofDays(7);

	/**
	 * Shortest grace period with room for a wait and the kubelet's own two seconds.
	 */
	private static final Duration SHORTEST = Duration.ofSeconds(2);

	private static final Duration MAXIMUM = Duration.ofSeconds(15);

	/**
	 * Checks the settings against each other.
	 */
	public ShutdownProperties {
		checkRange("grace-period", gracePeriod, SHORTEST, LONGEST);
		checkRange("close-reserve", closeReserve, Duration.ZERO, LONGEST);
		Duration budget = gracePeriod.minus(closeReserve);
		if (budget.isNegative() || budget.isZero()) {
			throw new InvalidShutdownSettingException(PREFIX + "close-reserve", closeReserve,
					"leaves nothing of shutdown-starter.grace-period (%s)".formatted(Seconds.of(gracePeriod)),
					"Set shutdown-starter.close-reserve to less than %s, or raise terminationGracePeriodSeconds and shutdown-starter.grace-period together"
						.formatted(Seconds.of(gracePeriod)));
		}
		checkBudget("propagation.minimum", propagation.minimum(), gracePeriod, closeReserve);
		checkBudget("propagation.quiet-period", propagation.quietPeriod(), gracePeriod, closeReserve);
		Duration maximum = propagation.maximum();
		if (maximum != null) {
			checkBudget("propagation.maximum", maximum, gracePeriod, closeReserve);
		}
	}

	/**
	 * The longest propagation wait in force.
	 * @return the configured maximum; otherwise 15 seconds (more if the minimum or the
	 * quiet period is longer), or what the grace period leaves of them
	 */
	public Duration longestPropagation() {
		Duration configured = this.propagation.maximum();
		if (configured != null) {
			return configured;
		}
		Duration budget = this.gracePeriod.minus(this.closeReserve);
		Duration needed = longer(MAXIMUM, longer(this.propagation.minimum(), this.propagation.quietPeriod()));
		return (budget.compareTo(needed) < 0) ? budget : needed;
	}

	private static Duration longer(Duration a, Duration b) {
		return (a.compareTo(b) >= 0) ? a : b;
	}

	private static void checkRange(String property, Duration value, Duration least, Duration most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new InvalidShutdownSettingException(PREFIX + property, value,
					"is not between %s and %s".formatted(Seconds.of(least), Seconds.of(most)),
					"Set %s%s to a duration with its unit, such as 30s".formatted(PREFIX, property));
		}
	}

	private static void checkBudget(String property, Duration value, Duration gracePeriod, Duration closeReserve) {
		Duration budget = gracePeriod.minus(closeReserve);
		if (value.compareTo(budget) > 0) {
			throw new InvalidShutdownSettingException(PREFIX + property, value,
					"is longer than shutdown-starter.grace-period (%s) minus shutdown-starter.close-reserve (%s), which leaves %s"
						.formatted(Seconds.of(gracePeriod), Seconds.of(closeReserve), Seconds.of(budget)),
					"Raise terminationGracePeriodSeconds in the pod's manifest and shutdown-starter.grace-period to at least %s, or lower %s%s"
						.formatted(Seconds.of(value.plus(closeReserve)), PREFIX, property));
		}
	}

	/**
	 * Wait until clients and proxies have learnt that the pod is going. It cannot be
	 * observed directly: silence is the only sign.
	 *
	 * @param minimum Shortest wait, counted from the first signal. Zero is right where
	 * nothing routes to the pod.
	 * @param quietPeriod Time without a request after which everybody is taken to know.
	 * Zero ends the wait at its minimum.
	 * @param maximum Longest wait, even if requests go on arriving. Without a value it is
	 * 15s, or what the grace period leaves if that is less.
	 * @param onSigterm When to wait on a SIGTERM that no hook has announced.
	 * @param ignoredPaths Path patterns, without the context path or the base path of
	 * WebFlux, of requests that neither count as traffic nor as work in flight, such as
	 * /internal/poll/**. Management and health paths and the probes of well-known load
	 * balancers are ignored anyway.
	 */
	public record Propagation(@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration minimum,
			@DefaultValue("2s") @DurationUnit(ChronoUnit.SECONDS) Duration quietPeriod,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maximum, @DefaultValue("auto") OnSigterm onSigterm,
			@DefaultValue List<String> ignoredPaths) {

		/**
		 * Checks the settings against each other.
		 */
		public Propagation {
			checkRange("propagation.minimum", minimum, Duration.ZERO, LONGEST);
			checkRange("propagation.quiet-period", quietPeriod, Duration.ZERO, LONGEST);
			if (maximum != null) {
				checkRange("propagation.maximum", maximum, Duration.ZERO, LONGEST);
				checkMaximum("propagation.minimum", minimum, maximum);
				checkMaximum("propagation.quiet-period", quietPeriod, maximum);
			}
			ignoredPaths = List.copyOf(ignoredPaths);
			ignoredPaths.forEach(Propagation::checkPath);
		}

		private static void checkPath(String path) {
			if (!path.startsWith("/")) {
				throw new InvalidShutdownSettingException(PREFIX + "propagation.ignored-paths", path,
						"does not begin with a slash", "Write it as /" + path);
			}
			if (path.equals("/**")) {
				throw new InvalidShutdownSettingException(PREFIX + "propagation.ignored-paths", path,
						"matches every request, so that none would be waited for",
						"Name only the paths of requests that may be cut off");
			}
		}

		private static void checkMaximum(String property, Duration value, Duration maximum) {
			if (value.compareTo(maximum) > 0) {
				throw new InvalidShutdownSettingException(PREFIX + property, value,
						"is longer than shutdown-starter.propagation.maximum (%s)".formatted(Seconds.of(maximum)),
						"Raise shutdown-starter.propagation.maximum to at least %s, or lower %s%s"
							.formatted(Seconds.of(value), PREFIX, property));
			}
		}

	}

	/**
	 * Pre-stop hook.
	 *
	 * @param token Secret that a call has to bring in its Prestop-Token header. Without
	 * one, calls on a port shared with the application have to look like the kubelet's.
	 * @param recoveryDelay Time after the end of a hook without SIGTERM, after which the
	 * hook is taken for a stray call and the application serves again. Zero means never.
	 */
	public record Prestop(@Nullable String token,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration recoveryDelay) {

		/**
		 * What a token is made of: a header takes no more, and a blank at an end would
		 * get lost on the way.
		 */
		private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

		/**
		 * Checks the settings. Never prints the token.
		 */
		public Prestop {
			if (token != null && !TOKEN.matcher(token).matches()) {
				throw new InvalidShutdownSettingException(PREFIX + "prestop.token",
						"(%d characters)".formatted(token.length()),
						token.isEmpty() ? "is empty" : "has characters that a header cannot carry safely",
						"Use visible ASCII characters without blanks, or remove the property for no token");
			}
			checkRange("prestop.recovery-delay", recoveryDelay, Duration.ZERO, LONGEST);
		}

		@Override
		public String toString() {
			return "Prestop[token=%s, recoveryDelay=%s]".formatted((this.token != null) ? "******" : "none",
					this.recoveryDelay);
		}

	}

	/**
	 * Message that a pod leaves behind, which Kubernetes shows as the reason for the end
	 * of the container.
	 *
	 * @param enabled Whether to leave a termination message behind, if the pod runs on
	 * Kubernetes and the file for it can be written.
	 * @param path File of the termination message. Must equal the container's
	 * terminationMessagePath.
	 */
	public record TerminationMessage(@DefaultValue("true") boolean enabled,
			@DefaultValue("/dev/termination-log") Path path) {

		/**
		 * Checks the settings.
		 */
		public TerminationMessage {
			if (!path.isAbsolute()) {
				throw new InvalidShutdownSettingException(PREFIX + "termination-message.path", path, "is not absolute",
						"Set it to the container's terminationMessagePath, or set shutdown-starter.termination-message.enabled to false");
			}
		}

	}

	/**
	 * Findings of the check at start.
	 *
	 * @param ignored Ids of findings that are known and accepted, which are not logged.
	 */
	public record Findings(@DefaultValue Set<String> ignored) {

		/**
		 * Checks the ids: a misspelled one would silence nothing.
		 */
		public Findings {
			ignored = Set.copyOf(ignored);
			ignored.forEach(Findings::checkId);
		}

		private static void checkId(String id) {
			if (!FindingId.ids().contains(id)) {
				throw new InvalidShutdownSettingException(PREFIX + "findings.ignored", id, "is not the id of a finding",
						"Use some of " + String.join(", ", FindingId.ids()));
			}
		}

	}

	/**
	 * When readiness is taken down on the first signal. The application serves on in any
	 * case; what differs is what those who watch readiness are told.
	 */
	public enum ReadinessMode {

		/**
		 * At once. Load balancers with health checks of their own stop sending requests
		 * as early as possible.
		 */
		IMMEDIATE,

		/**
		 * When the propagation wait is over. Until then the pod is a terminating one that
		 * still serves, to which kube-proxy sends requests if there is no better one: a
		 * single replica, or the only one of its node with
		 * {@code externalTrafficPolicy: Local}.
		 */
		AFTER_PROPAGATION,

		/**
		 * Never: the removal of the endpoint alone tells everybody.
		 */
		NEVER

	}

	/**
	 * When to wait for propagation on a SIGTERM that no hook has announced. A program
	 * that closes its own context, a test for example, never waits.
	 */
	public enum OnSigterm {

		/**
		 * On Kubernetes.
		 */
		AUTO,

		/**
		 * On every platform.
		 */
		ALWAYS,

		/**
		 * Never: only what is in flight is waited for.
		 */
		NEVER

	}

}
