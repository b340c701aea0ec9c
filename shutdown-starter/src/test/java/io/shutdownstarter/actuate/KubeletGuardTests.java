package io.shutdownstarter.actuate;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KubeletGuard}, of what no server of the other tests lets happen.
 */
class KubeletGuardTests {

	private static final ListeningAddress POD = new ListeningAddress("10.0.0.7", 8080);

	private static final Map<String, List<String>> HOST = Map.of("Host", List.of("10.0.0.7:8080"));

	private final KubeletGuard guard = new KubeletGuard();

	@Test
	void callThatNamesThePodIsTaken() {
		assertThat(this.guard.refusal(new Call(POD, HOST, false))).isNull();
	}

	@Test
	void callThatComesByNoNetworkIsRefused() {
		assertThat(this.guard.refusal(new Call(null, HOST, false))).isEqualTo(Refusal.OTHER_HOST);
	}

	@Test
	void callThatNamesSeveralHostsIsRefused() {
		Map<String, List<String>> hosts = Map.of("Host", List.of("10.0.0.7:8080", "shop.example.org"));

		assertThat(this.guard.refusal(new Call(POD, hosts, false))).isEqualTo(Refusal.OTHER_HOST);
	}

	@Test
	void callWhoseTracesTheServerHasTakenOutIsRefused() {
		assertThat(this.guard.refusal(new Call(POD, HOST, true))).isEqualTo(Refusal.FORWARDED);
	}

	private record Call(@Nullable ListeningAddress localAddress, Map<String, List<String>> headers,
			boolean isMarkedAsForwarded) implements HookCall {

		@Override
		public String path() {
			return "/actuator/prestop";
		}

		@Override
		public Collection<String> headerNames() {
			return this.headers.keySet();
		}

		@Override
		public List<String> headers(String name) {
			return this.headers.getOrDefault(name, List.of());
		}

		@Override
		public boolean isTls() {
			return false;
		}

	}

}
