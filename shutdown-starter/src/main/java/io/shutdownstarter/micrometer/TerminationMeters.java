package io.shutdownstarter.micrometer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationStatus;
import io.shutdownstarter.TerminationStatus.Kind;

/**
 * Meters of the termination, all of them there from the start: a registry that has been
 * closed takes no new ones.
 * <ul>
 * <li>{@code termination.in.flight} (requests, by {@code kind})
 * <li>{@code termination.phase} (1 for the current {@code phase}, 0 for the others)
 * <li>{@code termination.duration} (time spent so far, by {@code phase})
 * <li>{@code termination.late.requests} (requests after the first signal)
 * <li>{@code termination.last.late.request} (time from the first signal to the last of
 * them, NaN before there is one)
 * <li>{@code termination.abandoned.requests} (requests in flight at a deadline)
 * <li>{@code termination.refused.hooks} (hook calls that were refused)
 * </ul>
 * They are functions that read what is known anyway, so that a request costs nothing
 * more. A registry holds what they read weakly: here that is the bean itself, which lives
 * as long as its context.
 */
final class TerminationMeters implements MeterBinder {

	private static final List<TerminationPhase> PHASES_OF_A_TERMINATION = List.of(TerminationPhase.PROPAGATING,
			TerminationPhase.DRAINING, TerminationPhase.DRAINED);

	private final Termination termination;

	TerminationMeters(Termination termination) {
		this.termination = termination;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindState(registry);
		bindTimes(registry);
		bindCounters(registry);
	}

	private void bindState(MeterRegistry registry) {
		for (Kind kind : Kind.values()) {
			Gauge.builder("termination.in.flight", this.termination, of((status) -> inFlight(status, kind)))
				.description("Requests that the application is answering")
				.baseUnit("requests")
				.tag("kind", lowerCase(kind))
				.register(registry);
		}
		for (TerminationPhase phase : TerminationPhase.values()) {
			Gauge
				.builder("termination.phase", this.termination, (termination) -> (termination.phase() == phase) ? 1 : 0)
				.description("Whether the application is in this phase on its way from serving to the end")
				.tag("phase", lowerCase(phase))
				.register(registry);
		}
	}

	private void bindTimes(MeterRegistry registry) {
		for (TerminationPhase phase : PHASES_OF_A_TERMINATION) {
			TimeGauge
				.builder("termination.duration", this.termination, TimeUnit.SECONDS,
						of((status) -> seconds(status.durations().getOrDefault(phase, Duration.ZERO))))
				.description("Time spent so far in this phase of the current termination")
				.tag("phase", lowerCase(phase))
				.register(registry);
		}
		TimeGauge
			.builder("termination.last.late.request", this.termination, TimeUnit.SECONDS,
					of((status) -> seconds(status.lastLateRequest())))
			.description("Time from the first signal to the last request that came after it")
			.register(registry);
	}

	private void bindCounters(MeterRegistry registry) {
		FunctionCounter
			.builder("termination.late.requests", this.termination, of((status) -> status.totals().lateRequests()))
			.description("Requests that came after the first signal of a termination")
			.baseUnit("requests")
			.register(registry);
		FunctionCounter
			.builder("termination.abandoned.requests", this.termination, of((status) -> status.totals().abandoned()))
			.description("Requests that were still in flight at the deadline of a termination")
			.baseUnit("requests")
			.register(registry);
		FunctionCounter
			.builder("termination.refused.hooks", this.termination, of((status) -> status.totals().refusedHooks()))
			.description("Calls of the pre-stop hook that were refused")
			.baseUnit("hooks")
			.register(registry);
	}

	private static ToDoubleFunction<Termination> of(ToDoubleFunction<TerminationStatus> value) {
		return (termination) -> value.applyAsDouble(termination.status());
	}

	private static long inFlight(TerminationStatus status, Kind kind) {
		return status.inFlight().getOrDefault(kind, 0L);
	}

	private static double seconds(@Nullable Duration time) {
		return (time != null) ? time.toNanos() / 1e9 : Double.NaN;
	}

	private static String lowerCase(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
