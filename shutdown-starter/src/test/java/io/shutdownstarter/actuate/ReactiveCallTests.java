package io.shutdownstarter.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

import io.shutdownstarter.support.UnknownServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactiveCall}, of what no server of the other tests lets happen.
 */
class ReactiveCallTests {

	@Test
	void callOnAnUnknownServerIsRefused() {
		ReactiveCall call = new ReactiveCall(new ServerHttpRequestDecorator(UnknownServer.request()));

		assertThat(new KubeletGuard().refusal(call)).isEqualTo(Refusal.OTHER_HOST);
		assertThat(call.isTls()).isFalse();
	}

}
