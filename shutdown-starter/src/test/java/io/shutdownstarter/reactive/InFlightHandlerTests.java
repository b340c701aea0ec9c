package io.shutdownstarter.reactive;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.stack.InFlightContract;
import io.shutdownstarter.support.WebFlux;

/**
 * Tests how {@link InFlightHandler} counts on each server.
 */
@ParameterizedClass
@EnumSource(WebFlux.class)
class InFlightHandlerTests extends InFlightContract {

	InFlightHandlerTests() {
		super(GatedApplication.class);
	}

	@Override
	protected Stream<Arguments> requests() {
		return Stream.of(Arguments.of("/failed", "none", 500), Arguments.of("/not-found", "none", 404),
				Arguments.of("/answered-late", "none", 409), Arguments.of("/ok", "fail", 500),
				Arguments.of("/ok", "commit", 200), Arguments.of("/missing", "commit", 404),
				Arguments.of("/no-content-now", "commit", 204));
	}

}
