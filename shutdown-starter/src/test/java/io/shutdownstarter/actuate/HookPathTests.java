package io.shutdownstarter.actuate;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HookPath}.
 */
class HookPathTests {

	@ParameterizedTest
	@CsvSource({ "/actuator/prestop, true", "//actuator//prestop, true", "/actuator/prestop/, true",
			"/Actuator/PreStop, true", "/actuator/prestop/x, false", "/actuator/prestops, false", "/, false" })
	void everySpellingIsTheHook(String path, boolean hook) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServletPath(path);

		assertThat(new HookPath(() -> Optional.of("/actuator/prestop")).matches(request)).isEqualTo(hook);
	}

	@Test
	void nothingIsTheHookIfTheUserDeniesAccessToIt() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServletPath("/actuator/prestop");

		assertThat(new HookPath(Optional::empty).matches(request)).isFalse();
	}

	// as Jetty does if it was told to let them pass
	@Test
	void requestWhosePathTheServerRefusesToDecodeIsNoHook() {
		MockHttpServletRequest request = new MockHttpServletRequest("HEAD", "/files/a%2Fb") {

			@Override
			public String getServletPath() {
				throw new IllegalArgumentException("Ambiguous URI encoding");
			}

		};

		assertThat(new HookPath(() -> Optional.of("/actuator/prestop")).matches(request)).isFalse();
	}

}
