package io.shutdownstarter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says about requests that the deadline has found in flight.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("FutureReturnValueIgnored")
class AbandonedWorkTests {

	private final TerminationScene scene = new TerminationScene();

	private final CountDownLatch release = new CountDownLatch(1);

	private final List<Thread> threads = new ArrayList<>();

	@AfterEach
	void releaseThreads() throws InterruptedException {
		this.release.countDown();
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	@Test
	void stackOfARequestThatHoldsItsThreadIsLogged(CapturedOutput output) {
		stuckRequest("/report", this::queryThatHangs);
		CompletableFuture<TerminationReport> answer = this.scene.hook();
		this.scene.time.passSeconds(25);
		assertThat(output).containsSubsequence("1 abandoned: GET /report (25 s)", "GET /report is\n\tat ",
				"AbandonedWorkTests.queryThatHangs(AbandonedWorkTests.java:");
		assertThat(answer.join()).asString().doesNotContain("AbandonedWorkTests");
	}

	@Test
	void requestThatHasLeftItsThreadIsNamedWithoutStack(CapturedOutput output) {
		this.scene.longRequest("/stream");
		this.scene.hook();
		this.scene.time.passSeconds(25);
		assertThat(output).contains("1 abandoned: GET /stream (25 s)").doesNotContain("GET /stream is");
	}

	@Test
	void stacksAreBoundedInNumberAndDepth(CapturedOutput output) {
		for (int i = 0; i < 30; i++) {
			stuckRequest("/deep", () -> deep(100));
		}
		this.scene.hook();
		this.scene.time.passSeconds(25);
		assertThat(output).contains("30 abandoned: GET /deep (25 s), ", " and 10 more. If this work must end");
		assertThat(output.getAll().split("GET /deep is", -1)).hasSize(1 + 5);
		assertThat(output.getAll().split("\n\tat ", -1)).hasSize(1 + 5 * 40);
	}

	@Test
	void threadThatIsAtSomethingElseMeanwhileIsNotShown() {
		this.scene.inFlight.begin("GET", "/before");
		WorkInFlight work = this.scene.inFlight.list().get(0);
		assertThat(work.stack()).isNotNull();
		assertThat(work.stack().get()).isNotEmpty();
		this.scene.inFlight.end();
		this.scene.time.passSeconds(1);
		this.scene.inFlight.begin("GET", "/before");
		assertThat(work.stack().get()).isEmpty();
		this.scene.inFlight.end();
	}

	private void stuckRequest(String path, Runnable work) {
		CountDownLatch begun = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			this.scene.inFlight.begin("GET", path);
			begun.countDown();
			work.run();
			this.scene.inFlight.end();
		});
		this.threads.add(thread);
		thread.start();
		await(begun);
		while (thread.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
	}

	private void queryThatHangs() {
		await(this.release);
	}

	private void deep(int depth) {
		if (depth > 0) {
			deep(depth - 1);
		}
		else {
			queryThatHangs();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
