package io.shutdownstarter.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.EndpointSlice;
import io.shutdownstarter.test.EndpointSlice.Conditions;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Kubelet;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.Load;
import io.shutdownstarter.test.PodEnd;
import io.shutdownstarter.test.Probe;
import io.shutdownstarter.test.RequestTemplate;
import io.shutdownstarter.test.RoutedTraffic;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service with a single replica, under steady load. The first pod keeps its readiness
 * through the wait, and is deleted before its successor is ready. The successor takes
 * readiness down at once; the service publishes it all the same when it is deleted. Both
 * terminations are run once and looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class TerminatingEndpointsIT {

	private static final Conditions READY = new Conditions(true, true, false);

	private static final Conditions LAST_RESORT = new Conditions(false, true, true);

	private static final Conditions OUT = new Conditions(false, false, true);

	private static final Conditions PUBLISHED = new Conditions(true, false, true);

	private static final Duration A_WHILE = Duration.ofMillis(1500);

	private final KubeletEmulator kubelet = new KubeletEmulator(Hook.http("/actuator/prestop"), Duration.ofSeconds(30),
			1)
		.withKubelet(Kubelet.current()
			.withReadinessProbe(Probe.readiness().withPeriod(Duration.ofMillis(100)).withThresholds(1, 1)));

	private FixtureApp first;

	private FixtureApp second;

	private RoutedTraffic traffic;

	private EndpointSlice slice;

	private Alone alone;

	private Published published;

	@BeforeAll
	void run() throws Exception {
		this.first = launch("e36-last-resort", "after-propagation");
		this.second = launch("e38-published", "immediate");
		this.traffic = new RoutedTraffic(Load.of(Clients.keepAlive(4, RequestTemplate.get("/work")),
				Clients.newConnections(2, RequestTemplate.get("/work"))));
		this.slice = new EndpointSlice(this.traffic);
		this.first.awaitUp();
		this.second.awaitUp();
		probe(this.first);
		this.slice.await(this.first.pod(), READY);
		this.traffic.begin();
		this.alone = endTheOnlyOne();
		this.published = endThePublishedOne();
	}

	private static FixtureApp launch(String name, String readiness) {
		return FixtureApp.serving(name)
			.settings("readiness=" + readiness, "propagation.minimum=2s", "propagation.quiet-period=1s")
			.launch();
	}

	private void probe(FixtureApp app) {
		this.kubelet.probe(app.pod(), (result) -> this.slice.probed(app.pod(), result.succeeded()));
	}

	private Alone endTheOnlyOne() throws Exception {
		CompletableFuture<HttpAnswer> held = this.first.hold("early");
		boolean healthyBefore = this.slice.isNodePortHealthy();
		CompletableFuture<PodEnd> end = delete(this.first);
		Conditions deleted = this.slice.conditions(this.first.pod());
		long before = this.traffic.answeredBy(this.first.pod());
		this.traffic.goOn(A_WHILE);
		long answered = this.traffic.answeredBy(this.first.pod()) - before;
		Conditions waiting = this.slice.conditions(this.first.pod());
		boolean healthyAlone = this.slice.isNodePortHealthy();
		probe(this.second);
		this.slice.await(this.second.pod(), READY);
		boolean healthyAfter = this.slice.isNodePortHealthy();
		// it serves until its wait is over, which the successor's traffic ends
		this.slice.await(this.first.pod(), OUT);
		this.first.release("early");
		PodEnd ended = FixtureApp.get(end);
		this.slice.gone(this.first.pod());
		return new Alone(List.of(healthyBefore, healthyAlone, healthyAfter), List.of(deleted, waiting), answered,
				this.traffic.lost(), FixtureApp.get(held), ended);
	}

	private Published endThePublishedOne() throws Exception {
		this.slice.publishNotReadyAddresses();
		CompletableFuture<PodEnd> end = delete(this.second);
		this.slice.await(this.second.pod(), PUBLISHED);
		long before = this.traffic.answeredBy(this.second.pod());
		this.traffic.goOn(A_WHILE);
		long answered = this.traffic.answeredBy(this.second.pod()) - before;
		int readiness = this.second.readiness().status();
		this.traffic.end();
		return new Published(readiness, answered, FixtureApp.get(end));
	}

	private CompletableFuture<PodEnd> delete(FixtureApp app) {
		this.slice.deleted(app.pod());
		CompletableFuture<PodEnd> end = FixtureApp.async(() -> app.terminate(this.kubelet));
		app.awaitLine("Termination began");
		return end;
	}

	@AfterAll
	void close() {
		this.first.close();
		this.second.close();
		this.traffic.close();
	}

	@Test
	@DisplayName("E35: a deleted pod is terminating and not ready, and serves as long as its readiness says so")
	void e35_theConditionsOfATerminatingPodFollowItsReadiness() {
		assertThat(this.alone.conditions()).containsExactly(LAST_RESORT, LAST_RESORT);
		assertThat(this.slice.conditions(this.second.pod())).isEqualTo(PUBLISHED);
		assertThat(this.published.readiness()).isEqualTo(503);
	}

	@Test
	@DisplayName("E36: a single replica that keeps its readiness serves through the wait, and no request is lost")
	void e36_aSingleReplicaServesThroughTheWait() {
		assertThat(this.alone.answered()).isPositive();
		assertThat(this.alone.held().body()).isEqualTo("held early");
		assertEndedInOrder(this.alone.end());
		assertThat(this.alone.lost()).isEmpty();
	}

	@Test
	@DisplayName("E37: the health check of a node port fails while only a terminating pod is left, which still serves")
	void e37_theHealthCheckOfANodePortCountsReadyEndpointsAlone() {
		assertThat(this.alone.healthy()).containsExactly(true, false, true);
		assertThat(this.alone.answered()).isPositive();
	}

	@Test
	@DisplayName("E38: with publishNotReadyAddresses a terminating and unready pod is reached, and no request is lost")
	void e38_aPublishedPodServesThoughItIsNotReady() {
		assertThat(this.published.answered()).isPositive();
		assertEndedInOrder(this.published.end());
		assertThat(this.traffic.lost()).isEqualTo(this.alone.lost());
	}

	private static void assertEndedInOrder(PodEnd end) {
		assertThat(end.hookStatus()).isEqualTo(200);
		assertThat(HttpAnswer.number(end.hookBody(), "abandoned")).isZero();
		assertThat(end.killed()).isFalse();
		assertThat(end.exitCode()).isEqualTo(143);
	}

	private record Alone(List<Boolean> healthy, List<Conditions> conditions, long answered, List<String> lost,
			HttpAnswer held, PodEnd end) {
	}

	private record Published(int readiness, long answered, PodEnd end) {
	}

}
