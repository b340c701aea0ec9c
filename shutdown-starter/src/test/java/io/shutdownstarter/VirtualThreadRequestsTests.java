package io.shutdownstarter;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.shutdownstarter.InFlightRequests.AsyncRequest;
import io.shutdownstarter.TerminationReport.Abandoned;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InFlightRequests} with requests on virtual threads, each on one of its
 * own.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class VirtualThreadRequestsTests {

	private final ManualTime time = new ManualTime();

	private final InFlightRequests requests = new InFlightRequests(this.time);

	private final Executor virtualThreads = new VirtualThreadTaskExecutor();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void openGate() {
		this.gate.countDown();
	}

	@Test
	void requestCountsFromItsBeginToItsEnd() throws InterruptedException {
		CompletableFuture<Void> request = hold();

		assertThat(this.requests.count()).isOne();
		assertThat(this.requests.asyncCount()).isZero();

		this.gate.countDown();
		request.join();
		assertThat(this.requests.count()).isZero();
		assertThat(this.requests.list()).isEmpty();
		assertThat(this.requests.oldestAgeNanos()).isNull();
	}

	@Test
	void requestIsListedWithItsAgeAndTheStackOfItsThread() throws InterruptedException {
		CompletableFuture<Void> request = hold();
		this.time.passSeconds(3);

		WorkInFlight work = this.requests.list().get(0);

		assertThat(work.toAbandoned()).isEqualTo(new Abandoned("GET /held", Duration.ofSeconds(3)));
		assertThat(this.requests.oldestAgeNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
		assertThat(stack(work)).contains("waitAtTheGate");
		this.gate.countDown();
		request.join();
		assertThat(stack(work)).isEmpty();
	}

	@Test
	void requestThatLeavesItsThreadIsListedOnceAndWithoutIt() {
		AsyncRequest request = CompletableFuture.supplyAsync(() -> {
			this.requests.begin("GET", "/async");
			return this.requests.continueAsync();
		}, this.virtualThreads).join();

		assertThat(this.requests.asyncCount()).isOne();
		assertThat(this.requests.list()).singleElement().satisfies((work) -> {
			assertThat(work.name()).isEqualTo("GET /async");
			assertThat(work.stack()).isNull();
		});

		request.end();
		request.end();
		assertThat(this.requests.count()).isZero();
		assertThat(this.requests.list()).isEmpty();
	}

	@Test
	void requestsOnBothKindsOfThreadAreListedOldestFirst() throws InterruptedException {
		this.requests.begin("GET", "/platform");
		this.time.passSeconds(1);
		CompletableFuture<Void> held = hold();
		this.time.passSeconds(1);

		assertThat(held).isNotDone();
		assertThat(this.requests.list()).extracting(WorkInFlight::name).containsExactly("GET /platform", "GET /held");
		assertThat(this.requests.oldestAgeNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
	}

	@Test
	void nothingIsKeptOfAThreadThatHasAnswered() {
		for (int i = 0; i < 1000; i++) {
			CompletableFuture.runAsync(() -> {
				this.requests.begin("GET", "/short");
				this.requests.end();
			}, this.virtualThreads).join();
		}

		assertThat(this.requests).extracting("slots.all", InstanceOfAssertFactories.MAP).isEmpty();
	}

	private CompletableFuture<Void> hold() throws InterruptedException {
		CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
			this.requests.begin("GET", "/held");
			waitAtTheGate();
			this.requests.end();
		}, this.virtualThreads);
		this.begun.await();
		return request;
	}

	private void waitAtTheGate() {
		this.begun.countDown();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String stack(WorkInFlight work) {
		assertThat(work.stack()).isNotNull();
		return String.join("\n", Arrays.stream(work.stack().get()).map(StackTraceElement::toString).toList());
	}

}
