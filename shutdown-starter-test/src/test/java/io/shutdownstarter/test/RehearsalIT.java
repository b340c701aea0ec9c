package io.shutdownstarter.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rehearsal} with real processes.
 */
class RehearsalIT {

	@Test
	void anApplicationThatDrainsLosesNothing() throws InterruptedException {
		RehearsalResult result = Rehearsal.of(FixturePods.command("--fixture.hook-millis=3000"), FixturePods.load())
			.withReplicas(2)
			.run(System.out::println);

		System.out.println(result.report());
		assertThat(result.lostByCause()).isEmpty();
		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.PASSED);
		assertThat(result.exitCode()).isZero();
		assertThat(result.pods()).extracting((pod) -> pod.end().hookStatus()).containsExactly(200, 200);
		assertThat(result.pods()).extracting((pod) -> pod.end().exitCode()).containsExactly(143, 143);
	}

	@Test
	void anApplicationThatEndsAtOnceLosesRequests() throws InterruptedException {
		RehearsalResult result = Rehearsal.of(FixturePods.command("--server.shutdown=immediate"), FixturePods.load())
			.withReplicas(2)
			.withHook(Hook.none())
			.withPropagation(Duration.ofSeconds(1))
			.run(System.out::println);

		System.out.println(result.report());
		assertThat(result.verdict()).as(result.report()).isEqualTo(Verdict.LOST);
		assertThat(result.exitCode()).isOne();
		assertThat(result.lostByCause()).containsKey(LossCause.NEW_CONNECTION_REFUSED);
		assertThat(result.lostWithoutRetry()).isGreaterThanOrEqualTo(result.lost());
	}

}
