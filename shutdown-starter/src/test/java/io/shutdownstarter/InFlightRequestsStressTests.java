package io.shutdownstarter;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stress tests for {@link InFlightRequests}: requests begin on one thread and end on
 * another, while a third one counts.
 */
class InFlightRequestsStressTests {

	/**
	 * Found by trial on 2 cores: with it a single adder is caught in two rounds of three.
	 */
	private static final int RUN_AHEAD = 8;

	/**
	 * Each round has threads of its own: two threads may happen to share a cell of an
	 * adder, and then do not contend.
	 */
	private static final int READS_PER_ROUND = 10_000_000;

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void neverReadsZeroWhileARequestIsInFlight() throws InterruptedException {
		InFlightRequests requests = new InFlightRequests(System::nanoTime);
		Counter counter = new Counter() {

			@Override
			public Object begin() {
				requests.begin("GET", "/");
				return requests.continueAsync();
			}

			@Override
			public void end(Object request) {
				((InFlightRequests.AsyncRequest) request).end();
			}

			@Override
			public long count() {
				return requests.count();
			}

		};
		assertThat(readsZeroWithin(5, counter)).isFalse();
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void singleAdderIsCaughtByTheSameStress() throws InterruptedException {
		LongAdder adder = new LongAdder();
		Counter counter = new Counter() {

			@Override
			public Object begin() {
				adder.increment();
				return this;
			}

			@Override
			public void end(Object request) {
				adder.decrement();
			}

			@Override
			public long count() {
				return adder.sum();
			}

		};
		assertThat(readsZeroWithin(200, counter)).isTrue();
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void noEndIsMissedByWhoeverWaitsForIt() throws InterruptedException {
		InFlightRequests requests = new InFlightRequests(System::nanoTime);
		for (int i = 0; i < 20_000; i++) {
			requests.begin("GET", "/");
			InFlightRequests.AsyncRequest request = requests.continueAsync();
			Semaphore idle = new Semaphore(0);
			Thread ender = new Thread(request::end);
			ender.start();
			requests.watch(new IdleWatch(idle));
			if (requests.count() > 0) {
				assertThat(idle.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
			}
			ender.join();
			requests.watch(null);
		}
	}

	/**
	 * Reads the count while at least one request is always in flight.
	 */
	private static boolean readsZeroWithin(int rounds, Counter counter) throws InterruptedException {
		for (int round = 0; round < rounds; round++) {
			if (readsZero(counter)) {
				return true;
			}
		}
		return false;
	}

	private static boolean readsZero(Counter counter) throws InterruptedException {
		Pair pair = new Pair(counter);
		pair.start();
		try {
			for (int i = 0; i < READS_PER_ROUND; i++) {
				if (counter.count() <= 0) {
					return true;
				}
			}
			return false;
		}
		finally {
			pair.stop();
		}
	}

	private interface Counter {

		Object begin();

		void end(Object request);

		long count();

	}

	private record IdleWatch(Semaphore idle) implements InFlightRequests.Watch {

		@Override
		public void requestArrived(long nowNanos) {
			// nothing arrives
		}

		@Override
		public void nothingInFlight() {
			this.idle.release();
		}

	}

	/**
	 * One thread that begins requests and one that ends them, all but the latest.
	 */
	private static final class Pair {

		private final Counter counter;

		private final AtomicReferenceArray<@Nullable Object> requests = new AtomicReferenceArray<>(2 * RUN_AHEAD);

		private final AtomicLong begun = new AtomicLong();

		private final AtomicLong ended = new AtomicLong();

		private final CountDownLatch first = new CountDownLatch(1);

		private final Thread beginner = new Thread(this::begin, "beginner");

		private final Thread ender = new Thread(this::end, "ender");

		private volatile boolean stopped;

		Pair(Counter counter) {
			this.counter = counter;
		}

		void start() throws InterruptedException {
			this.beginner.start();
			this.ender.start();
			this.first.await();
		}

		void stop() throws InterruptedException {
			this.stopped = true;
			this.beginner.join();
			this.ender.join();
			for (long n = this.ended.get(); n < this.begun.get(); n++) {
				endRequest(n);
			}
			assertThat(this.counter.count()).isZero();
		}

		private void endRequest(long n) {
			Object request = this.requests.get((int) (n % (2 * RUN_AHEAD)));
			assertThat(request).isNotNull();
			this.counter.end(request);
		}

		private void begin() {
			for (long n = 0; !this.stopped; n++) {
				this.requests.set((int) (n % (2 * RUN_AHEAD)), this.counter.begin());
				this.begun.set(n + 1);
				this.first.countDown();
				while (this.ended.get() < n - RUN_AHEAD && !this.stopped) {
					Thread.onSpinWait();
				}
			}
		}

		private void end() {
			for (long n = 0; !this.stopped; n++) {
				while (this.begun.get() < n + 2 && !this.stopped) {
					Thread.onSpinWait();
				}
				if (!this.stopped) {
					endRequest(n);
					this.ended.set(n + 1);
				}
			}
		}

	}

}
