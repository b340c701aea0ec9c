package com.example.orders;

import java.time.Duration;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.RequestTemplate;
import org.junit.jupiter.api.Test;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;

class TerminationTests {

	@Test
	void aRolloutLosesNoRequest() throws InterruptedException {
		RequestTemplate read = RequestTemplate.get("/orders/{n}");
		RequestTemplate order = RequestTemplate.post("/orders", 200).withExpectedStatus(201);

		RehearsalResult result = Rehearsal
			.ofMainClass(OrdersApplication.class, Clients.keepAlive(10, read, order), Clients.newConnections(5, read))
			.withReplicas(1)
			.withPropagation(Duration.ofSeconds(3))
			.run();

		assertThat(result).lostNothing()
			.abandonedNothing()
			.wasNotKilled()
			.calledTheHook()
			.terminatedWithin(Duration.ofSeconds(20));
	}

}
