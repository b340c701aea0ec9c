package io.shutdownstarter.actuate;

import java.util.Locale;

import io.shutdownstarter.TerminationStatus;

/**
 * The answer to an operator: where the pod stands now. It goes on from there by itself;
 * the operator asks again, or watches readiness.
 *
 * @param phase the phase of the termination, {@code serving} if there is none
 * @param inFlight the number of requests in flight
 * @param lateRequests the number of requests since the first signal
 */
record OperatorDescriptor(String phase, long inFlight, long lateRequests) {

	static OperatorDescriptor of(TerminationStatus status) {
		long inFlight = status.inFlight().values().stream().mapToLong(Long::longValue).sum();
		return new OperatorDescriptor(status.phase().name().toLowerCase(Locale.ROOT), inFlight, status.lateRequests());
	}

}
