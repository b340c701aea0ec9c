package io.shutdownstarter.actuate;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletRequest;

import io.shutdownstarter.support.Gate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HookPath}.
 */
class HookPathTests {

	private final HookPath path = new HookPath(() -> Optional.of("/actuator/prestop"));

	@ParameterizedTest
	@CsvSource({ "/actuator/prestop, true", "//actuator//prestop, true", "/actuator/prestop/, true",
			"/Actuator/PreStop, true", "/actuator/prestop/x, false", "/actuator/prestops, false", "/, false" })
	void everySpellingIsTheHook(String path, boolean hook) {
		assertThat(this.path.matches(path)).isEqualTo(hook);
		assertThat(this.path.matches(PathContainer.parsePath(path))).isEqualTo(hook);
	}

	@ParameterizedTest
	@CsvSource({ "/actuator;a=b/prestop;c, true", "/%61ctuator/prestop, true", "/actuator%2Fprestop, true",
			"/actuator/;a=b/prestop, true", "/actuatorprestop, false", "/act/uator/prestop, false", "/actuator, false",
			"/actuator/prest, false", "/x/actuator/prestop, false", "actuator/prestop, true", "'', false" })
	void spellingsThatWebFluxDecodesAreTheHook(String path, boolean hook) {
		assertThat(this.path.matches(PathContainer.parsePath(path))).isEqualTo(hook);
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/prestop, true", "//actuator/prestop, false", "/actuator/prestop/, false",
			"/Actuator/prestop, false", "/%61ctuator/prestop, false", "/actuator/prestop;a, false", "'', false" })
	void oneSpellingIsThatOfManifests(String path, boolean exact) {
		assertThat(this.path.isExactly(path)).isEqualTo(exact);
	}

	@Test
	void nothingIsTheHookIfTheUserDeniesAccessToIt() {
		HookPath denied = new HookPath(Optional::empty);

		assertThat(denied.matches("/actuator/prestop")).isFalse();
		assertThat(denied.isExactly("/actuator/prestop")).isFalse();
		assertThat(denied.matches(PathContainer.parsePath("/actuator/prestop"))).isFalse();
	}

	@Test
	void requestsOnOtherThreadsDoNotWaitForTheOneThatStillLooksForTheHook() throws Exception {
		Gate slow = new Gate();
		AtomicBoolean first = new AtomicBoolean(true);
		HookPath found = new HookPath(() -> {
			if (first.getAndSet(false)) {
				slow.pass();
			}
			return Optional.of("/actuator/prestop");
		});
		CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> found.matches("/actuator/prestop"));
		slow.awaitReached();

		CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> found.matches("/actuator/prestop"));
		assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(waiting).isNotDone();
		slow.open();
		assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
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

		assertThat(this.path.matches(ServletCall.decodedPath(request))).isFalse();
	}

}
