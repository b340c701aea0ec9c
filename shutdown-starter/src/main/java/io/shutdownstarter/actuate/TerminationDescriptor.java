package io.shutdownstarter.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationStatus;
import io.shutdownstarter.TerminationStatus.Kind;
import io.shutdownstarter.TerminationTrigger;

/**
 * The answer of the termination endpoint: counts, times and settings. Neither requests
 * nor secrets are named. Nothing but numbers and text, which every JSON mapper writes
 * alike.
 *
 * @param phase the phase, in lower case
 * @param trigger the first signal, or {@code null} while serving
 * @param deadline the deadline, or {@code null} while no clock runs
 * @param inFlight the requests in flight
 * @param lateRequests the requests that came after the first signal
 * @param durations the time spent so far in each phase of this termination
 * @param plan what is still to come; while serving, what a hook would start
 * @param totals sums since the start of the application
 * @param settings the settings in force
 */
record TerminationDescriptor(String phase, @Nullable String trigger, @Nullable DeadlineDescriptor deadline,
		InFlight inFlight, LateRequests lateRequests, Durations durations, Plan plan, TerminationStatus.Totals totals,
		SettingsDescriptor settings) implements OperationResponseBody {

	static TerminationDescriptor of(TerminationStatus status, Instant now, ShutdownProperties properties) {
		TerminationTrigger trigger = status.trigger();
		Duration left = status.untilDeadline();
		return new TerminationDescriptor(text(status.phase()), (trigger != null) ? text(trigger) : null,
				(left != null) ? DeadlineDescriptor.of(left, now) : null, InFlight.of(status),
				new LateRequests(status.lateRequests(), millis(status.lastLateRequest())),
				Durations.of(status.durations()), Plan.of(status.plan()), status.totals(),
				SettingsDescriptor.of(properties));
	}

	/**
	 * A constant as it is written in properties.
	 * @param constant the constant
	 * @return its name in lower case, with dashes
	 */
	static String text(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	/**
	 * The end of all waits.
	 *
	 * @param at the instant, in ISO 8601
	 * @param leftMillis the time left, negative when it has passed
	 */
	record DeadlineDescriptor(String at, long leftMillis) {

		static DeadlineDescriptor of(Duration left, Instant now) {
			return new DeadlineDescriptor(now.plus(left).truncatedTo(ChronoUnit.MILLIS).toString(), left.toMillis());
		}

	}

	/**
	 * The requests in flight.
	 *
	 * @param sync those that hold their thread
	 * @param async those that have left it
	 * @param oldestMillis the age of the oldest, or {@code null} if there is none
	 */
	record InFlight(long sync, long async, @Nullable Long oldestMillis) {

		static InFlight of(TerminationStatus status) {
			return new InFlight(status.inFlight().getOrDefault(Kind.SYNC, 0L),
					status.inFlight().getOrDefault(Kind.ASYNC, 0L), millis(status.oldest()));
		}

	}

	/**
	 * The requests that came after the first signal.
	 *
	 * @param count their number
	 * @param lastMillis the time from the first signal to the last of them, or
	 * {@code null} if there is none
	 */
	record LateRequests(long count, @Nullable Long lastMillis) {
	}

	/**
	 * The time spent so far in each phase.
	 *
	 * @param propagatingMillis in the propagation wait
	 * @param drainingMillis in the drain
	 * @param drainedMillis since
	 */
	record Durations(long propagatingMillis, long drainingMillis, long drainedMillis) {

		static Durations of(Map<TerminationPhase, Duration> durations) {
			return new Durations(millis(durations, TerminationPhase.PROPAGATING),
					millis(durations, TerminationPhase.DRAINING), millis(durations, TerminationPhase.DRAINED));
		}

		private static long millis(Map<TerminationPhase, Duration> durations, TerminationPhase phase) {
			return durations.getOrDefault(phase, Duration.ZERO).toMillis();
		}

	}

	/**
	 * What is still to come.
	 *
	 * @param waitFromMillis the shortest propagation wait from now on
	 * @param waitToMillis the longest propagation wait from now on
	 * @param drainMillis the time until the deadline, propagation wait included, or
	 * {@code null} while an operator holds the pod
	 * @param reserveMillis the part of the grace period after the deadline
	 */
	record Plan(long waitFromMillis, long waitToMillis, @Nullable Long drainMillis, long reserveMillis) {

		static Plan of(TerminationStatus.Plan plan) {
			return new Plan(plan.waitFrom().toMillis(), plan.waitTo().toMillis(), millis(plan.drain()),
					plan.reserve().toMillis());
		}

	}

}
