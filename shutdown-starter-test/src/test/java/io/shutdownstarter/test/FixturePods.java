package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.test.fixture.Server;

/**
 * The fixture application as pods, and traffic that fits it.
 */
final class FixturePods {

	private static @Nullable RehearsalResult endedAtOnce;

	private FixturePods() {
	}

	// What two pods lose that end at once on SIGTERM: one rehearsal for all tests that
	// need no more than its result.
	static synchronized RehearsalResult endedAtOnce() throws InterruptedException {
		RehearsalResult result = endedAtOnce;
		if (result == null) {
			result = Rehearsal.of(command("--server.shutdown=immediate"), load())
				.withReplicas(2)
				.withHook(Hook.none())
				.withWarmUp(Duration.ofSeconds(1))
				.run();
			endedAtOnce = result;
		}
		return result;
	}

	static PodCommand command(String... arguments) {
		return command(Server.TOMCAT, arguments);
	}

	static PodCommand command(Server server, String... arguments) {
		return PodCommand.mainClass("io.shutdownstarter.test.fixture.FixtureApplication", server.classPath())
			.withArguments(server.arguments().toArray(String[]::new))
			.withJvmArguments("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
			.withArguments("--management.endpoints.web.exposure.include=health,prestop",
					"--spring.main.banner-mode=off")
			.withArguments(arguments);
	}

	// By its program: a command line with a class path is too long to be told.
	static boolean isPod(ProcessHandle process) {
		return process.info().command().orElse("").endsWith("java");
	}

	static Load load() {
		RequestTemplate get = RequestTemplate.get("/items/{random:20}").withWeight(6);
		RequestTemplate put = RequestTemplate.put("/echo/{n}", 2048).withCheck(ResponseCheck.echo()).withWeight(2);
		RequestTemplate post = RequestTemplate.post("/echo", 512).withCheck(ResponseCheck.echo()).withWeight(2);
		RequestTemplate upload = RequestTemplate.put("/echo/{n}", 200_000)
			.withCheck(ResponseCheck.echo())
			.withTransferTime(Duration.ofSeconds(1));
		return Load.of(Clients.keepAlive(60, get, put, post).withRate(200),
				Clients.newConnections(20, get, post).withRate(80),
				Clients.keepAlive(4, upload, RequestTemplate.get("/slow?ms=1000"))
					.withThinkTime(Duration.ofMillis(300)));
	}

}
