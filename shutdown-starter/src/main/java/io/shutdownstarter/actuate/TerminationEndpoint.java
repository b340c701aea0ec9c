package io.shutdownstarter.actuate;

import java.time.InstantSource;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;

/**
 * Tells where the application stands on its way from serving to the end, and by which
 * settings. Changes nothing.
 */
@Endpoint(id = "termination", defaultAccess = Access.READ_ONLY)
final class TerminationEndpoint {

	private final Termination termination;

	private final ShutdownProperties properties;

	private final InstantSource wallClock;

	TerminationEndpoint(Termination termination, ShutdownProperties properties, InstantSource wallClock) {
		this.termination = termination;
		this.properties = properties;
		this.wallClock = wallClock;
	}

	@ReadOperation
	TerminationDescriptor termination() {
		return TerminationDescriptor.of(this.termination.status(), this.wallClock.instant(), this.properties);
	}

}
