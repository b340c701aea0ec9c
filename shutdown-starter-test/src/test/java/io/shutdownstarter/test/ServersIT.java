package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.test.fixture.Server;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that pods on other servers than Tomcat are judged by their own count where they
 * have one, and that pods may speak TLS. Undertow, which Boot 4 does not have, is tested
 * with Boot 3.
 */
@Tag("long")
class ServersIT {

	private static final String DRAINS = "--fixture.hook-millis=2000";

	private static final Load LOAD = Load.of(Clients.newConnections(5, RequestTemplate.get("/items/{n}")).withRate(20));

	@TempDir
	private Path directory;

	@Test
	void whatJettyServedIsCompared() throws Exception {
		RehearsalResult result = rehearse(Server.JETTY);

		assertThat(result).passed();
		assertThat(result.servedCompared()).isTrue();
		List<String> answered = result.requests()
			.stream()
			.filter((request) -> "pod-1".equals(request.pod()))
			.filter((request) -> request.at().plus(request.took()).compareTo(result.pods().get(0).deleted()) < 0)
			.map(SentRequest::id)
			.toList();
		assertThat(answered).isNotEmpty();
		assertThat(ServedLog.ofServer().read(this.directory.resolve("pod-1-served"))).extracting(ServedRequest::id)
			.containsAll(answered);
	}

	@Test
	void whatNettyServedCannotBeComparedWhichIsTold() throws Exception {
		RehearsalResult result = rehearse(Server.NETTY);

		assertThat(result).passed();
		assertThat(result.servedCompared()).isFalse();
		assertThat(result.report()).contains("note  what the pods served was not compared with what the clients saw");
		assertThat(Files.readString(this.directory.resolve("rehearsal.html")))
			.contains("what the pods served was not compared with what the clients saw");
	}

	@Test
	void aPodThatSpeaksTlsOnBothPortsIsProbedAndCalledOverTls() throws Exception {
		PodCommand command = FixturePods.command(DRAINS).withManagementTls();

		RehearsalResult result = rehearsal(command.withArguments(new SelfSigned(this.directory).arguments()),
				LOAD.withTls())
			.withHook(Hook.parse("https"))
			.withKubelet(Kubelet.current()
				.withReadinessProbe(Probe.readiness().withTls().withPeriod(Duration.ofMillis(500))))
			.run();

		assertThat(result).passed().calledTheHook();
		assertThat(result.servedCompared()).isTrue();
		assertThat(result.timeline()).filteredOn((event) -> event.kind() == TimelineEvent.Kind.HOOK_SENT)
			.extracting(TimelineEvent::what)
			.containsOnly("hook GET /actuator/prestop over TLS");
	}

	private RehearsalResult rehearse(Server server) throws InterruptedException {
		return rehearsal(FixturePods.command(server, DRAINS), LOAD).run();
	}

	private Rehearsal rehearsal(PodCommand command, Load load) {
		return Rehearsal.of(command, load)
			.withReplicas(1)
			.withPropagation(Duration.ofMillis(500))
			.withWarmUp(Duration.ofSeconds(1))
			.withDirectory(this.directory);
	}

}
