package io.shutdownstarter.servlet;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import io.shutdownstarter.UncountedPaths;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests paths that the server refuses to decode, as Jetty does if it was told to let them
 * pass.
 */
class AmbiguousPathTests {

	private final UncountedRequests uncounted = new UncountedRequests(
			List.<UncountedPaths>of(() -> List.of("/actuator")), List.of(), "");

	@Test
	void requestWhosePathCannotBeDecodedIsMatchedAsItCame() {
		assertThat(this.uncounted.matches(new AmbiguousRequest("/actuator/a%2Fb"), false)).isTrue();
		assertThat(this.uncounted.matches(new AmbiguousRequest("/files/a%2Fb"), false)).isFalse();
	}

	private static final class AmbiguousRequest extends MockHttpServletRequest {

		AmbiguousRequest(String uri) {
			super("GET", uri);
		}

		@Override
		public String getServletPath() {
			throw new IllegalArgumentException("Ambiguous URI encoding");
		}

	}

}
