package io.shutdownstarter.docs;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Load;
import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RequestTemplate;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that were prepared ahead of time (AOT), on Boot 3 and Boot 4,
 * with Spring MVC and with WebFlux: they end well, and what is set where they run counts.
 * Several run side by side, since most of the time they wait.
 */
@Execution(ExecutionMode.CONCURRENT)
class AotIT {

	private static final Path PODS = Path.of("target", "pods");

	private static final String TOKEN = "only-at-run-time";

	private static final String HOOK = "/actuator/prestop";

	private static final Duration START = Duration.ofMinutes(2);

	@ParameterizedTest
	@EnumSource
	void aRolloutByHookLosesNothing(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("SHUTDOWN_STARTER_PRESTOP_TOKEN", TOKEN)
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "2s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_QUIET_PERIOD", "1s");
		Hook hook = Hook.http(HOOK).withHeader("Prestop-Token", TOKEN);

		assertThat(rehearsal(command).withHook(hook).run()).lostNothing().calledTheHook().wasNotKilled();
	}

	// the port of the actuator has no part in it
	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "SHARED_PORT")
	void aRolloutBySigtermAloneLosesNothing(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "2s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_QUIET_PERIOD", "1s");

		assertThat(rehearsal(command).withHook(Hook.none()).run()).lostNothing().wasNotKilled();
	}

	@ParameterizedTest
	@EnumSource
	void theHookTakesReadinessDownAndWaitsForWhatIsInFlight(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,termination")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "0s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_QUIET_PERIOD", "0s");
		try (Pod pod = start(command, application + "-drain");
				HeldRequest held = HeldRequest.begin(pod.port(), "/work")) {
			awaitStatus(pod, "\"a?sync\":1");
			assertThat(readiness(pod)).isEqualTo(200);

			CompletableFuture<Integer> hook = CompletableFuture.supplyAsync(() -> prestop(pod, "GET"));
			awaitStatus(pod, "\"phase\":\"draining\"");
			assertThat(readiness(pod)).isEqualTo(503);
			assertThat(hook).isNotDone();

			assertThat(held.end()).startsWith("HTTP/1.1 200")
				.containsIgnoringCase("Connection: close")
				.contains("done ok");
			assertThat(hook.get(30, TimeUnit.SECONDS)).isEqualTo(200);
			endsBySigterm(pod);
			assertThat(Files.readString(pod.log())).contains("Termination drained after");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsSetWhereItRunsCounts(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,termination")
			.withEnvironment("SHUTDOWN_STARTER_GRACE_PERIOD", "41s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "7s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_ON_SIGTERM", "never")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_IGNORED_PATHS", "/poll/**")
			.withEnvironment("SHUTDOWN_STARTER_READINESS", "never")
			.withEnvironment("SHUTDOWN_STARTER_PRESTOP_TOKEN", TOKEN);
		try (Pod pod = start(command, application + "-settings")) {
			assertThat(status(pod)).contains("\"gracePeriod\":\"PT41S\"", "\"minimum\":\"PT7S\"",
					"\"onSigterm\":\"never\"", "\"ignoredPaths\":[\"/poll/**\"]", "\"readiness\":\"never\"",
					"\"tokenRequired\":true");
			assertThat(prestop(pod, "HEAD")).isEqualTo(405);
			assertThat(prestop(pod, "GET")).isEqualTo(401);
			assertThat(prestop(pod, "GET", "Prestop-Token", "another")).isEqualTo(403);
			assertThat(Files.readString(pod.log())).contains("Termination by hook GET :" + pod.managementPort());
		}
	}

	@ParameterizedTest
	@EnumSource
	void itIsSwitchedOffWhereItRuns(AotApplication application) throws Exception {
		PodCommand command = application.command().withEnvironment("SHUTDOWN_STARTER_ENABLED", "false");
		try (Pod pod = start(command, application + "-off")) {
			assertThat(prestop(pod, "GET")).isEqualTo(404);
			assertThat(Call.of(pod.port(), "GET", "/work").body()).isEqualTo("done");

			endsBySigterm(pod);
			assertThat(Files.readString(pod.log())).doesNotContain("Termination ");
		}
	}

	@Test
	void onASharedPortACallThroughAProxyIsRefused() throws Exception {
		try (Pod pod = start(AotApplication.SHARED_PORT.command(), "shared-port")) {
			assertThat(prestop(pod, "GET", "X-Forwarded-For", "10.1.2.3")).isEqualTo(403);
		}
	}

	@Test
	void anActuatorBuiltForAPortOfItsOwnIsNotStartedOnTheApplications() throws Exception {
		PodCommand command = AotApplication.REACTIVE_BOOT_4.command().withSharedPort();

		assertThat(failedStart(command, "frozen-separate-port")).containsSubsequence("APPLICATION FAILED TO START",
				"Invalid value '(not set)' for configuration property 'management.server.port'",
				"The application was prepared ahead of time (AOT) for an actuator on a port of its own, which cannot be changed where it runs.");
	}

	@Test
	void anActuatorBuiltForTheApplicationsPortIsNotStartedOnAnother() throws Exception {
		PodCommand command = AotApplication.SHARED_PORT.command().withEnvironment("MANAGEMENT_SERVER_PORT", "9090");

		assertThat(failedStart(command, "frozen-shared-port")).containsSubsequence("APPLICATION FAILED TO START",
				"Invalid value '9090' for configuration property 'management.server.port'",
				"System Environment Property \"MANAGEMENT_SERVER_PORT\"",
				"The application was prepared ahead of time (AOT) for an actuator on the application's own port, which cannot be changed where it runs.");
	}

	@ParameterizedTest
	@EnumSource
	void whatANativeImageNeedsIsAmongTheHints(AotApplication application) throws IOException {
		assertThat(application.reflectionHints())
			.contains("timeoutPerShutdownPhase", "timeoutsForShutdownPhases",
					"io.shutdownstarter.actuate.PreStopDescriptor", "io.shutdownstarter.actuate.OperatorDescriptor",
					"io.shutdownstarter.actuate.TerminationDescriptor", "io.shutdownstarter.ShutdownProperties",
					"getWebServer")
			.contains(application.serversOwnHints());
	}

	private static Rehearsal rehearsal(PodCommand command) {
		RequestTemplate work = RequestTemplate.get("/work");
		return Rehearsal.of(command, Load.of(Clients.keepAlive(5, work), Clients.newConnections(2, work)))
			.withReplicas(1)
			.withPropagation(Duration.ofSeconds(1))
			.withStartTimeout(START);
	}

	private static Pod start(PodCommand command, String name) throws Exception {
		Pod pod = Pod.start(command, name, Files.createDirectories(PODS));
		try {
			pod.awaitReady(START);
			return pod;
		}
		catch (Throwable ex) {
			pod.close();
			throw ex;
		}
	}

	private static String failedStart(PodCommand command, String name) throws Exception {
		try (Pod pod = Pod.start(command, name, Files.createDirectories(PODS))) {
			assertThat(pod.process().waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(pod.process().exitValue()).isEqualTo(1);
			return Files.readString(pod.log());
		}
	}

	private static void endsBySigterm(Pod pod) throws InterruptedException {
		pod.process().destroy();
		assertThat(pod.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(pod.process().exitValue()).isEqualTo(143);
	}

	private static int prestop(Pod pod, String method, String... headers) {
		HttpResponse<String> answer = Call.of(pod.managementPort(), method, HOOK, headers);
		return answer.statusCode();
	}

	private static int readiness(Pod pod) {
		return Call.of(pod.managementPort(), "GET", "/actuator/health/readiness").statusCode();
	}

	private static String status(Pod pod) {
		return Call.of(pod.managementPort(), "GET", "/actuator/termination").body();
	}

	private static void awaitStatus(Pod pod, String pattern) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(status(pod)).containsPattern(pattern));
	}

}
