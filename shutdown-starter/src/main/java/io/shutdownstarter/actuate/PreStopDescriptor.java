package io.shutdownstarter.actuate;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.TerminationReport;

/**
 * The answer of the hook: counts and times. Paths and the like are for the log, which
 * fewer people can read.
 *
 * @param outcome how the waits ended
 * @param propagationMillis the time spent on waiting for propagation
 * @param drainMillis the time spent on draining after that
 * @param lateRequests the number of requests that arrived after the first signal
 * @param lastLateRequestMillis the time from the first signal to the last of them
 * @param abandoned the number of requests still in flight at the deadline
 */
record PreStopDescriptor(String outcome, long propagationMillis, long drainMillis, long lateRequests,
		@Nullable Long lastLateRequestMillis, int abandoned) {

	static PreStopDescriptor of(TerminationReport report) {
		Duration last = report.lastLateRequest();
		return new PreStopDescriptor(report.outcome().toString(), report.propagation().toMillis(),
				report.drain().toMillis(), report.lateRequests(), (last != null) ? last.toMillis() : null,
				report.abandoned().size());
	}

}
