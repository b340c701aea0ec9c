package io.shutdownstarter.reactive;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

import io.shutdownstarter.support.UnknownServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerProtocol}, of requests that no server of the other tests makes.
 */
class ServerProtocolTests {

	@Test
	void requestOfAnUnknownServerIsTakenForHttp1() {
		ServerHttpRequest request = UnknownServer.request();

		assertThat(ServerProtocol.isHttp1(request)).isTrue();
		assertThat(ServerProtocol.ofServer(new ServerHttpRequestDecorator(request))).isSameAs(request);
	}

	@Test
	void requestThatTheApplicationHasWrappedIsKnown() {
		assertThat(ServerProtocol.isHttp1(new ServerHttpRequestDecorator(new Http2Request()))).isFalse();
	}

	private static final class Http2Request extends AbstractServerHttpRequest {

		Http2Request() {
			super(HttpMethod.GET, URI.create("/"), null, new HttpHeaders());
		}

		@Override
		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		public <T> T getNativeRequest() {
			MockHttpServletRequest request = new MockHttpServletRequest();
			request.setProtocol("HTTP/2.0");
			return (T) request;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return Flux.empty();
		}

		@Override
		protected MultiValueMap<String, HttpCookie> initCookies() {
			return new LinkedMultiValueMap<>();
		}

		@Override
		protected @Nullable SslInfo initSslInfo() {
			return null;
		}

	}

}
