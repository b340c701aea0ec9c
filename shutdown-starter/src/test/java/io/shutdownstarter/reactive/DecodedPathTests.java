package io.shutdownstarter.reactive;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link DecodedPath} sees what handlers are matched with.
 */
class DecodedPathTests {

	@ParameterizedTest
	@CsvSource({ "/actuator/prestop, /actuator/prestop", "/%61ctuator/prestop, /actuator/prestop",
			"/actuator;a=b/prestop;c, /actuator/prestop", "//actuator//prestop, //actuator//prestop",
			"//actuator;a//prestop/, //actuator//prestop/", "/actuator%2Fprestop, /actuator%2Fprestop",
			"/a%20b, /a b" })
	void pathIsDecodedAndHasNoParameters(String raw, String path) {
		assertThat(DecodedPath.of(request(raw))).isEqualTo(path);
	}

	@Test
	void rootIsEmptyOrASlash() {
		assertThat(DecodedPath.of(request("/"))).isEqualTo("/");
		assertThat(DecodedPath.of(request(""))).isEmpty();
	}

	@Test
	void usualPathIsHandedOnAsItIs() {
		MockServerHttpRequest request = request("/orders/42");

		assertThat(DecodedPath.of(request)).isSameAs(request.getPath().value());
	}

	@Test
	void prefixOfAProxyIsLeftOut() {
		MockServerHttpRequest request = MockServerHttpRequest.method(HttpMethod.GET, uri("/shop/actuator/prestop"))
			.contextPath("/shop")
			.build();

		assertThat(DecodedPath.of(request)).isEqualTo("/actuator/prestop");
	}

	@Test
	void pathThatCannotBeParsedIsTakenAsItCame() {
		MockServerHttpRequest request = MockServerHttpRequest.method(HttpMethod.GET, uri("/actuator"))
			.contextPath("/shop")
			.build();

		assertThat(DecodedPath.of(request)).isEqualTo("/actuator");
	}

	private static MockServerHttpRequest request(String path) {
		return MockServerHttpRequest.method(HttpMethod.GET, uri(path)).build();
	}

	private static URI uri(String path) {
		return URI.create("http://127.0.0.1" + path);
	}

}
