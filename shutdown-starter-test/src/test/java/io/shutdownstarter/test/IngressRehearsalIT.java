package io.shutdownstarter.test;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rehearsal} behind real ingresses.
 */
@Tag("long")
@ParameterizedClass
@EnumSource(names = { "HAPROXY", "NGINX" })
class IngressRehearsalIT {

	@Parameter
	private Entry entry = Entry.SERVICE;

	@BeforeEach
	void assumeInstalled() {
		Ingresses.assumeInstalled(this.entry);
	}

	@AfterEach
	void nothingIsLeftRunning() {
		assertThat(ProcessHandle.current().descendants())
			.noneMatch((process) -> process.info().commandLine().orElse("").matches(".*(haproxy|nginx).*"))
			.noneMatch(FixturePods::isPod);
	}

	@Test
	void anApplicationThatDrainsLosesNothing() throws InterruptedException {
		RehearsalResult result = rehearsal("--fixture.hook-millis=1500").withHook(Hook.http("/actuator/prestop")).run();

		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.PASSED);
		assertThat(result.sent()).isGreaterThan(100);
		assertThat(result.requests()).extracting(SentRequest::pod).contains("pod-1", "pod-2");
	}

	@Test
	void anApplicationThatEndsAtOnceLosesRequestsAndIsNamed() throws InterruptedException {
		RehearsalResult result = rehearsal("--server.shutdown=immediate").withHook(Hook.none()).run();

		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.LOST);
		assertThat(result.lostByCause().get(LossCause.BAD_GATEWAY)).isGreaterThan(20);
		assertThat(result.failures()).filteredOn((failure) -> failure.cause() == LossCause.BAD_GATEWAY)
			.allMatch((failure) -> "pod-1".equals(failure.pod()))
			.anyMatch((failure) -> failure.detail().endsWith("by the ingress: it could not connect to the pod"));
		assertThat(result.report()).contains("the ingress answered in the pod's place");
	}

	private Rehearsal rehearsal(String argument) {
		// what a reload of nginx costs is its own, and re-tried by careful clients: no
		// POST
		RequestTemplate get = RequestTemplate.get("/items/{random:20}").withWeight(3);
		RequestTemplate put = RequestTemplate.put("/echo/{n}", 2048).withCheck(ResponseCheck.echo());
		return Rehearsal
			.of(FixturePods.command(argument),
					Load.of(Clients.keepAlive(20, get, put).withRate(80),
							Clients.newConnections(5, get, put).withRate(30)))
			.withReplicas(1)
			.withEntry(this.entry)
			.withWarmUp(Duration.ofMillis(500));
	}

}
