package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with a real pod that the rehearsal tells its own limit from the application's.
 */
@Tag("long")
class KitOverloadIT {

	@TempDir
	private Path directory;

	@Test
	void aRehearsalThatIsAskedForMoreThanItCanSendDoesNotBlameTheApplication() throws InterruptedException {
		RehearsalResult result = run(
				Clients.keepAlive(100, RequestTemplate.get("/items/{random:20}")).withRate(1_000_000));

		// whoever else is at work on this machine meanwhile
		assertThat(result.report()).containsAnyOf("the rehearsal itself is the bottleneck, not the application",
				"the rehearsal itself is at its limit", "this machine is too slow for the rate");
		assertThat(result.report()).contains("ask for a lower rate").doesNotContain("answers take too long");
		assertThat(result.verdict()).as(result::report).isNotEqualTo(Verdict.PASSED);
	}

	@Test
	void aSlowApplicationIsNotExcused() throws InterruptedException {
		RehearsalResult result = run(Clients.keepAlive(2, RequestTemplate.get("/slow?ms=500")).withRate(100));

		assertThat(result.verdict()).as(result::report).isEqualTo(Verdict.VOID);
		assertThat(result.report()).doesNotContain("the rehearsal itself is the bottleneck", "is at its limit");
	}

	private RehearsalResult run(Clients clients) throws InterruptedException {
		return Rehearsal.of(FixturePods.command("--fixture.hook-millis=1000"), Load.of(clients))
			.withReplicas(1)
			.withHook(Hook.http("/actuator/prestop"))
			.withPropagation(Duration.ZERO)
			.withWarmUp(Duration.ofSeconds(2))
			.withDirectory(this.directory)
			.run();
	}

}
