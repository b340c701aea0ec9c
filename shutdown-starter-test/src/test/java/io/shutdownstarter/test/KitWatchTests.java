package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KitWatch}.
 */
class KitWatchTests {

	private final AtomicLong ahead = new AtomicLong();

	private volatile CountDownLatch looks = new CountDownLatch(0);

	@Test
	void aTimeInWhichNothingRanIsNoted() throws InterruptedException {
		try (KitWatch watch = new KitWatch(this::now)) {
			watch.start();
			awaitLooks();
			this.ahead.set(TimeUnit.SECONDS.toNanos(5));
			awaitLooks();
			watch.sendingEnded();
			KitUse use = watch.stop();

			assertThat(use.longestStall()).isBetween(Duration.ofSeconds(4), Duration.ofMinutes(1));
			assertThat(use.stalled()).isGreaterThanOrEqualTo(use.longestStall());
			assertThat(use.wall()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
		}
	}

	@Test
	void theProcessorTimeOfThisJvmAndOfItsRouterIsMeasured() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		Thread router = new Thread(() -> {
			while (end.getCount() > 0) {
				Thread.onSpinWait();
			}
		}, ServiceRouter.THREAD);
		try (KitWatch watch = new KitWatch(System::nanoTime)) {
			router.start();
			watch.start();
			long began = System.nanoTime();
			while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(300)) {
				Thread.onSpinWait();
			}
			watch.sendingEnded();
			KitUse use = watch.stop();

			assertThat(use.routerCpu()).isPositive();
			assertThat(use.cpu()).isGreaterThan(use.routerCpu());
			assertThat(use.cores()).isBetween(0.01, (double) use.processors() + 0.5);
		}
		finally {
			end.countDown();
			router.join();
		}
	}

	@Test
	void onlyWhatOverlapsOfAStallCounts() {
		KitUse use = KitUse.NONE.with(0, List.of(new KitUse.Stall(100, 200), new KitUse.Stall(300, 400)));

		assertThat(use.stalledWithin(0, 1000)).isEqualTo(Duration.ofNanos(200));
		assertThat(use.stalledWithin(150, 350)).isEqualTo(Duration.ofNanos(100));
		assertThat(use.stalledWithin(120, 130)).isEqualTo(Duration.ofNanos(10));
		assertThat(use.stalledWithin(200, 300)).isZero();
	}

	private long now() {
		this.looks.countDown();
		return System.nanoTime() + this.ahead.get();
	}

	// until the watching thread has come round a few times
	private void awaitLooks() throws InterruptedException {
		this.looks = new CountDownLatch(10);
		assertThat(this.looks.await(30, TimeUnit.SECONDS)).isTrue();
	}

}
