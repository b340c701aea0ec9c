package io.shutdownstarter.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pause}.
 */
class PauseTests {

	private final Pause pause = new Pause();

	@Test
	void nobodyWaitsWithoutAPause() throws InterruptedException {
		assertThat(this.pause.await(() -> 1)).isZero();
	}

	@Test
	void whoeverWaitsIsToldForHowLong() throws Exception {
		AtomicLong clock = new AtomicLong();
		CompletableFuture<Void> asked = new CompletableFuture<>();
		CompletableFuture<Long> waited = new CompletableFuture<>();
		this.pause.begin();
		Thread client = new Thread(() -> {
			try {
				waited.complete(this.pause.await(() -> {
					asked.complete(null);
					return clock.getAndAdd(100);
				}));
			}
			catch (InterruptedException ex) {
				waited.completeExceptionally(ex);
			}
		});
		client.start();
		asked.get(10, TimeUnit.SECONDS);
		assertThat(waited).isNotDone();

		this.pause.end();

		assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(100);
		assertThat(this.pause.await(() -> 1)).isZero();
	}

}
