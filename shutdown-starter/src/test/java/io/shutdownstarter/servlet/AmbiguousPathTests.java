package io.shutdownstarter.servlet;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests paths that the server refuses to decode, as Jetty does if it was told to let them
 * pass.
 */
class AmbiguousPathTests {

	@Test
	void requestWhosePathCannotBeDecodedIsMatchedAsItCame() {
		assertThat(DecodedPath.of(new AmbiguousRequest("/actuator/a%2Fb"))).isEqualTo("/actuator/a%2Fb");
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
