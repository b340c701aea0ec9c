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
 * have one. That of Undertow, which Boot 4 does not have, is tested with Boot 3.
 */
@Tag("long")
class ServersIT {

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

	private RehearsalResult rehearse(Server server) throws InterruptedException {
		RequestTemplate get = RequestTemplate.get("/items/{n}");
		return Rehearsal
			.of(FixturePods.command(server, "--fixture.hook-millis=2000"),
					Load.of(Clients.newConnections(5, get).withRate(50)))
			.withReplicas(1)
			.withPropagation(Duration.ofMillis(500))
			.withWarmUp(Duration.ofSeconds(1))
			.withDirectory(this.directory)
			.run();
	}

}
