package io.shutdownstarter.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.Load;
import io.shutdownstarter.test.PodEnd;
import io.shutdownstarter.test.RequestTemplate;
import io.shutdownstarter.test.RoutedTraffic;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operator's pair with real processes: a pod is taken out of rotation under load,
 * looked at, put back, and serves again as if nothing had been.
 */
@Execution(ExecutionMode.CONCURRENT)
class OperatorPairIT {

	private static final String HOOK = "/actuator/prestop";

	private static final Duration A_WHILE = Duration.ofSeconds(3);

	@Test
	void podThatIsPutBackServesAgainThroughTheRouterAndNoRequestIsLost() throws Exception {
		Load load = Load.of(Clients.keepAlive(6, RequestTemplate.get("/work")),
				Clients.newConnections(4, RequestTemplate.get("/work")));
		try (FixtureApp held = start("operator-held");
				FixtureApp other = start("operator-other");
				RoutedTraffic traffic = new RoutedTraffic(load)) {
			traffic.add(held.pod());
			traffic.add(other.pod());
			traffic.begin();
			traffic.goOn(A_WHILE);
			assertThat(traffic.answeredBy(held.pod())).isPositive();

			assertThat(operate(held, "POST").status()).isEqualTo(200);
			assertThat(held.readiness().status()).isEqualTo(503);
			traffic.remove(held.pod());
			held.awaitLine("Termination drained");
			long whenOut = traffic.answeredBy(held.pod());
			traffic.goOn(A_WHILE);
			assertThat(traffic.answeredBy(held.pod())).isEqualTo(whenOut);
			assertThat(held.get("/work").headers()).containsEntry("connection", "close");

			HttpAnswer resumed = operate(held, "DELETE");
			assertThat(resumed.status()).isEqualTo(200);
			assertThat(resumed.body()).contains("\"serving\"");
			assertThat(resumed.number("inFlight")).isZero();
			assertThat(resumed.number("lateRequests")).isZero();
			assertThat(held.readiness().status()).isEqualTo(200);
			assertThat(held.get("/work").headers()).doesNotContainEntry("connection", "close");
			traffic.add(held.pod());
			traffic.goOn(A_WHILE);
			assertThat(traffic.answeredBy(held.pod())).isGreaterThan(whenOut);

			PodEnd end = terminate(held, traffic);
			traffic.goOn(A_WHILE);
			traffic.end();

			// the clock of the hook is its own: what lies before it takes nothing from it
			assertThat(held.lines()).filteredOn((line) -> line.contains("triggered by the pre-stop hook"))
				.first()
				.asString()
				.contains("deadline in 25 s");
			assertThat(end.hookStatus()).isEqualTo(200);
			assertThat(HttpAnswer.number(end.hookBody(), "abandoned")).isZero();
			assertThat(end.killed()).isFalse();
			assertThat(end.exitCode()).isEqualTo(143);
			assertThat(traffic.lost()).isEmpty();
			assertThat(traffic.sent()).isGreaterThan(200);
		}
	}

	private static PodEnd terminate(FixtureApp app, RoutedTraffic traffic) {
		CompletableFuture<PodEnd> ended = FixtureApp
			.async(() -> new KubeletEmulator(Hook.http(HOOK), Duration.ofSeconds(30), 1).terminate(app.pod()));
		app.awaitLine("triggered by the pre-stop hook");
		traffic.remove(app.pod());
		return FixtureApp.get(ended, Duration.ofSeconds(60));
	}

	@Test
	void sigtermEndsAPodThatIsHeldAndThePairIsRefusedFromThen() throws IOException {
		try (FixtureApp app = start("operator-sigterm")) {
			CompletableFuture<HttpAnswer> work = app.hold("early");
			assertThat(operate(app, "POST").number("inFlight")).isOne();
			app.awaitLine("Propagation wait ended");

			app.sigterm();
			app.awaitLine("The pod that an operator held is now terminated, triggered by SIGTERM");

			for (String method : new String[] { "POST", "DELETE" }) {
				HttpAnswer answer = operate(app, method);
				assertThat(answer.status()).as(method).isEqualTo(409);
				assertThat(answer.body()).contains("\"draining\"");
			}
			app.release("early");
			assertThat(FixtureApp.get(work).status()).isEqualTo(200);
			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

	@Test
	void deleteAnswersAWaitingHookAndTheNextHookHasAFreshClock() throws IOException {
		try (FixtureApp app = start("operator-resume")) {
			CompletableFuture<HttpAnswer> work = app.hold("early");
			CompletableFuture<HttpAnswer> hook = app.hook();
			app.awaitLine("Propagation wait ended");

			assertThat(operate(app, "DELETE").status()).isEqualTo(200);

			assertThat(FixtureApp.get(hook).body()).contains("\"resumed\"");
			app.release("early");
			assertThat(FixtureApp.get(work).status()).isEqualTo(200);
			assertThat(app.readiness().status()).isEqualTo(200);
			assertThat(FixtureApp.get(app.hook()).body()).contains("\"drained\"");
			assertThat(app.lines()).filteredOn((line) -> line.contains("Termination began"))
				.hasSize(2)
				.allMatch((line) -> line.contains("deadline in 25 s"));
			app.sigterm();
			app.awaitExit();
			assertThat(app.process().exitValue()).isEqualTo(143);
		}
	}

	private static FixtureApp start(String name) {
		return FixtureApp.serving(name).settings("propagation.minimum=1s", "propagation.quiet-period=500ms").start();
	}

	private static HttpAnswer operate(FixtureApp app, String method) throws IOException {
		try (HttpConnection connection = app.connectToManagement()) {
			connection.send("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".formatted(method, HOOK));
			return connection.read();
		}
	}

}
