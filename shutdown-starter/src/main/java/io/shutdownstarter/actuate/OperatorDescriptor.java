package io.shutdownstarter.actuate;

import java.util.Locale;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

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

	private static final int CONFLICT = 409;

	private static OperatorDescriptor of(TerminationStatus status) {
		long inFlight = status.inFlight().values().stream().mapToLong(Long::longValue).sum();
		return new OperatorDescriptor(status.phase().name().toLowerCase(Locale.ROOT), inFlight, status.lateRequests());
	}

	/**
	 * The answer of an operation.
	 * @param done whether the operation was carried out; else it came too late
	 * @param status where the pod stands after it
	 * @return the answer with its status
	 */
	static WebEndpointResponse<OperatorDescriptor> answer(boolean done, TerminationStatus status) {
		return new WebEndpointResponse<>(of(status), done ? WebEndpointResponse.STATUS_OK : CONFLICT);
	}

}
