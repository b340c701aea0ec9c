package io.shutdownstarter.wiring;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationReport;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.wiring.PlainApplication.Heard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests contexts that a program closes or stops, and contexts beside them. A propagation
 * wait would outlast the tests.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ContextCloseTests {

	private static final String GRACE = "shutdown-starter.grace-period=5m";

	private static final String WAIT = "shutdown-starter.propagation.minimum=4m";

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.cloud-platform=none", "spring.main.cloud-platform=kubernetes",
			"shutdown-starter.propagation.on-sigterm=always" })
	void programThatClosesTheContextDoesNotWait(String property) {
		TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT, property);
		Heard heard = server.bean(Heard.class);
		Termination termination = server.termination();

		server.close();

		assertThat(termination.phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(heard.phases()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void waitingHookIsAnsweredWhenTheProgramClosesTheContext(boolean lazy) throws Exception {
		TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT,
				"spring.main.lazy-initialization=" + lazy);
		CompletableFuture<TerminationReport> answer = hook(server.context());
		assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);

		server.close();

		assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(TerminationReport.Outcome.CLOSED);
	}

	@Test
	void heldPodIsClosedByItsProgramWithoutWarning(CapturedOutput output) {
		TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT);
		CompletableFuture<TerminationReport> end = server.termination().completion().toCompletableFuture();
		assertThat(server.bean(PreStopHook.class).drainAndHold()).isTrue();

		server.close();

		assertThat(end).isCompletedWithValueMatching((report) -> report.outcome() == TerminationReport.Outcome.CLOSED);
		assertThat(output).doesNotContain("did not end by its deadline");
	}

	@Test
	void stoppedContextAnswersTheHookAndServesWhenItIsStartedAgain() throws Exception {
		try (TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT)) {
			CompletableFuture<TerminationReport> answer = hook(server.context());
			server.awaitReadiness(503);

			server.context().stop();

			assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(TerminationReport.Outcome.RESUMED);
			server.context().start();
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			server.awaitReadiness(200);
			assertThat(connectionHeader(server)).isEmpty();
			server.hook().arrived();
			assertThat(connectionHeader(server)).containsExactly("close");
			server.awaitReadiness(503);
		}
	}

	@Test
	void pausedContextLeavesTheTerminationAlone() {
		try (TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT)) {
			server.hook().arrived();

			server.context().pause();

			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
		}
	}

	@Test
	void closedManagementContextStartsNothing() throws Exception {
		try (TestServer server = TestServer.start(PlainApplication.class, GRACE, WAIT, "management.server.port=0")) {
			Heard heard = server.bean(Heard.class);
			List<ApplicationContext> children = heard.contexts()
				.stream()
				.filter((context) -> context.getParent() == server.context())
				.toList();
			assertThat(children).hasSize(1);

			((ConfigurableApplicationContext) children.get(0)).close();

			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(heard.phases()).isEmpty();
			assertThat(connectionHeader(server)).isEmpty();
			server.hook().arrived();
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
		}
	}

	@Test
	void childContextTerminatesAlone() throws Exception {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(PlainApplication.class)
			.web(WebApplicationType.NONE)
			.child(PlainApplication.class)
			.web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--" + GRACE, "--" + WAIT);
		try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent()) {
			assertThat(parent).isNotNull();
			int port = child.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			CompletableFuture<TerminationReport> answer = hook(child);
			assertThat(HttpConnection.get(port, "/ok").header("Connection")).containsExactly("close");
			Awaitility.await()
				.untilAsserted(() -> assertThat(HttpConnection.get(port, "/actuator/health/readiness").status())
					.isEqualTo(503));

			child.close();

			assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(TerminationReport.Outcome.CLOSED);
			assertThat(parent.isActive()).isTrue();
			assertThat(parent.getBean(Termination.class).phase()).isEqualTo(TerminationPhase.SERVING);
			assertThat(parent.getBean(Termination.class).resume()).isTrue();
		}
	}

	// not by a connection: Tomcat may close it in the instant at which the answer is
	// dispatched
	private static CompletableFuture<TerminationReport> hook(ApplicationContext context) {
		return context.getBean(PreStopHook.class).arrived().toCompletableFuture();
	}

	private static List<String> connectionHeader(TestServer server) throws IOException {
		HttpAnswer answer = HttpConnection.get(server.port(), "/ok");
		assertThat(answer.status()).isEqualTo(200);
		return answer.header("Connection");
	}

}
