package io.shutdownstarter;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work in flight.
 *
 * @param name what it is: method and path of a request, without the query
 * @param ageNanos the time since it began
 * @param stack where its thread stands when this is asked, empty if the work has ended;
 * {@code null} if it holds no thread
 */
record WorkInFlight(String name, long ageNanos, @Nullable Supplier<StackTraceElement[]> stack) {

	TerminationReport.Abandoned toAbandoned() {
		return new TerminationReport.Abandoned(this.name, Duration.ofNanos(Math.max(0, this.ageNanos)));
	}

}
