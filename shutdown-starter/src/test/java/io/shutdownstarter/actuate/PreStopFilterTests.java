package io.shutdownstarter.actuate;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests paths that the server refuses to decode, as Jetty does if it was told to let them
 * pass.
 */
class PreStopFilterTests {

	@Test
	void requestWhosePathCannotBeDecodedPasses() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("HEAD", "/files/a%2Fb") {

			@Override
			public String getServletPath() {
				throw new IllegalArgumentException("Ambiguous URI encoding");
			}

		};
		MockFilterChain chain = new MockFilterChain();

		new PreStopFilter(() -> Optional.of("/actuator/prestop")).doFilter(request, new MockHttpServletResponse(),
				chain);

		assertThat(chain.getRequest()).isSameAs(request);
	}

}
