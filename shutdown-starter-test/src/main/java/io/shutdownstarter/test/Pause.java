package io.shutdownstarter.test;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps clients from beginning a request. For use by several threads.
 */
final class Pause {

	private volatile @Nullable CountDownLatch gate;

	void begin() {
		this.gate = new CountDownLatch(1);
	}

	void end() {
		CountDownLatch old = this.gate;
		this.gate = null;
		if (old != null) {
			old.countDown();
		}
	}

	// Blocks while there is a pause; tells for how long. Whoever begins a pause ends it.
	long await(LongSupplier nanoClock) throws InterruptedException {
		CountDownLatch current = this.gate;
		if (current == null) {
			return 0;
		}
		long began = nanoClock.getAsLong();
		current.await();
		return nanoClock.getAsLong() - began;
	}

}
