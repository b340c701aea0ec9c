package io.shutdownstarter.docs;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
 * Tests for applications that were prepared ahead of time (AOT), on Boot 3 and Boot 4:
 * they end well, and what is set where they run counts. They were built with a management
 * port of their own, and with nothing of the starter's set.
 */
class AotIT {

	private static final Path PODS = Path.of("target", "pods");

	private static final String TOKEN = "only-at-run-time";

	private static final Duration START = Duration.ofMinutes(2);

	@ParameterizedTest
	@EnumSource
	void aRolloutByHookLosesNothing(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("SHUTDOWN_STARTER_PRESTOP_TOKEN", TOKEN)
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "2s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_QUIET_PERIOD", "1s");
		Hook hook = Hook.http("/actuator/prestop").withHeader("Prestop-Token", TOKEN);

		assertThat(rehearsal(command).withHook(hook).run()).lostNothing().calledTheHook().wasNotKilled();
	}

	@ParameterizedTest
	@EnumSource
	void aRolloutBySigtermAloneLosesNothing(AotApplication application) throws Exception {
		PodCommand command = application.command()
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_MINIMUM", "2s")
			.withEnvironment("SHUTDOWN_STARTER_PROPAGATION_QUIET_PERIOD", "1s");

		assertThat(rehearsal(command).withHook(Hook.none()).run()).lostNothing().wasNotKilled();
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
			String status = Call.of(pod.managementPort(), "GET", "/actuator/termination").body();
			assertThat(status).contains("\"gracePeriod\":\"PT41S\"", "\"minimum\":\"PT7S\"", "\"onSigterm\":\"never\"",
					"\"ignoredPaths\":[\"/poll/**\"]", "\"readiness\":\"never\"", "\"tokenRequired\":true");
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

			pod.process().destroy();

			assertThat(pod.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(pod.process().exitValue()).isEqualTo(143);
			assertThat(Files.readString(pod.log())).doesNotContain("Termination ");
		}
	}

	@Test
	void anActuatorOnAnotherKindOfPortThanAtBuildTimeStopsTheStart() throws Exception {
		PodCommand command = AotApplication.SERVLET_BOOT_4.command().withSharedPort();
		try (Pod pod = Pod.start(command, "frozen-port", Files.createDirectories(PODS))) {
			assertThat(pod.process().waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(Files.readString(pod.log())).contains(
					"The application was prepared ahead of time (AOT) for an actuator on a port of its own, which cannot be changed where it runs.");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatANativeImageNeedsIsAmongTheHints(AotApplication application) throws IOException {
		assertThat(application.reflectionHints()).contains("timeoutPerShutdownPhase", "timeoutsForShutdownPhases",
				"io.shutdownstarter.actuate.PreStopDescriptor", "io.shutdownstarter.actuate.OperatorDescriptor",
				"io.shutdownstarter.actuate.TerminationDescriptor", "io.shutdownstarter.ShutdownProperties");
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

	private static int prestop(Pod pod, String method, String... headers) {
		HttpResponse<String> answer = Call.of(pod.managementPort(), method, "/actuator/prestop", headers);
		return answer.statusCode();
	}

}
