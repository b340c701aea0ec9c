package io.shutdownstarter.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the application does until the test lets it go on.
 */
public final class Gate {

	/**
	 * Longer than any client waits: a gate that opens by itself makes no test pass.
	 */
	private static final long PATIENCE_SECONDS = 60;

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CompletableFuture<String> opened = new CompletableFuture<String>().orTimeout(PATIENCE_SECONDS,
			TimeUnit.SECONDS);

	/**
	 * Called by the application: it has come to the gate.
	 */
	public void reach() {
		this.reached.countDown();
	}

	/**
	 * Called by the application: waits for the test.
	 */
	public void pass() {
		reach();
		this.opened.join();
	}

	/**
	 * Called by the application that waits without a thread.
	 * @return completed with "ok" when the test opens the gate
	 */
	public CompletionStage<String> passLater() {
		reach();
		return this.opened.minimalCompletionStage();
	}

	public void awaitReached() throws InterruptedException {
		assertThat(this.reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the gate is reached").isTrue();
	}

	public void open() {
		this.opened.complete("ok");
	}

}
