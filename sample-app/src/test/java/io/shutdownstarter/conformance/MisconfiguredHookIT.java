package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.conformance.fixture.TroubledApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hook that something else answers: the kubelet takes that for success and goes on. The
 * application tells at SIGTERM what was answered, and loses nothing all the same.
 */
@Execution(ExecutionMode.CONCURRENT)
class MisconfiguredHookIT {

	private static final String NO_HOOK = "SIGTERM came without a pre-stop hook: the kubelet's call GET ";

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

	@Test
	@DisplayName("C25: a wrong path is answered with 404")
	void c25_aWrongPath() throws IOException {
		try (FixtureApp app = builder("c25-wrong-path").start()) {
			assertSequenceFollows(app, Hook.http("/prestop?token=secret"), 404, "/prestop,", 404);
		}
	}

	@Test
	@DisplayName("C25: the application's port instead of the management port is answered with 404")
	void c25_theWrongPort() throws IOException {
		try (FixtureApp app = builder("c25-wrong-port").start()) {
			assertSequenceFollows(app, Hook.http("/actuator/prestop").withPort(app.pod().port()), 404,
					"/actuator/prestop,", 404);
		}
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("C25: a hook that the application's own settings or filters shut is answered with 404 or 500")
	@CsvSource({ "excluded, --management.endpoints.web.exposure.exclude=prestop, 404",
			"no-access, --management.endpoint.prestop.access=none, 404",
			"failing-filter, --fixture.hook-answer=failure, 500" })
	void c25_theApplicationShutsTheHook(String name, String argument, int status) throws IOException {
		try (FixtureApp app = builder("c25-" + name).sharedPort().arguments(argument).start()) {
			assertSequenceFollows(app, Hook.http("/actuator/prestop"), status, "/actuator/prestop,", status);
		}
	}

	@Test
	@DisplayName("C25: a manifest without the token is answered with 401")
	void c25_noToken() throws IOException {
		try (FixtureApp app = builder("c25-no-token").settings("prestop.token=right").start()) {
			assertSequenceFollows(app, Hook.http("/actuator/prestop"), 401, "/actuator/prestop,", 401);
		}
	}

	@Test
	@DisplayName("C25: a manifest with a wrong token is answered with 403, and neither token is told")
	void c25_wrongToken() throws IOException {
		try (FixtureApp app = builder("c25-wrong-token").sharedPort().settings("prestop.token=right-one").start()) {
			assertSequenceFollows(app, Hook.http("/actuator/prestop").withHeader("Prestop-Token", "secret"), 403,
					"/actuator/prestop,", 403);
			assertThat(app.lines()).noneMatch((line) -> line.contains("secret") || line.contains("right-one"));
		}
	}

	@Test
	@DisplayName("C30: a redirect to a login page, which the kubelet follows and takes for success, is told at SIGTERM")
	void c30_aRedirectToALoginPageIsTold() throws IOException {
		try (FixtureApp app = builder("c30-login-page").sharedPort().arguments("--fixture.hook-answer=login").start()) {
			assertSequenceFollows(app, Hook.http("/actuator/prestop"), 200, "/actuator/prestop,", 302);
		}
	}

	private static FixtureApp.Builder builder(String name) {
		return FixtureApp.of(TroubledApp.class, name)
			.settings("propagation.minimum=1s", "propagation.quiet-period=100ms");
	}

	private static void assertSequenceFollows(FixtureApp app, Hook hook, int seenByTheKubelet, String path,
			int toldAtSigterm) throws IOException {
		CompletableFuture<HttpAnswer> early = app.hold("early");
		CompletableFuture<PodEnd> ended = FixtureApp.async(() -> app.terminate(hook, GRACE_PERIOD));
		app.awaitLine("Termination began, triggered by SIGTERM");
		assertThat(app.get("/work").body()).isEqualTo("done");
		app.awaitLine("Propagation wait ended");
		app.release("early");

		PodEnd end = FixtureApp.get(ended);
		assertThat(FixtureApp.get(early).body()).isEqualTo("held early");
		assertThat(end.hookStatus()).isEqualTo(seenByTheKubelet);
		assertThat(end.exitCode()).isEqualTo(143);
		assertThat(app.line(NO_HOOK)).contains("WARN", path, "was answered with status " + toldAtSigterm + ";")
			.doesNotContain("secret");
		assertThat(app.lines()).filteredOn((line) -> line.contains("Termination began")).hasSize(1);
		assertThat(app.line("Termination drained")).contains("1 late requests", "0 abandoned");
	}

}
