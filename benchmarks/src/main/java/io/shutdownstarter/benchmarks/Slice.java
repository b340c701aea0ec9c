package io.shutdownstarter.benchmarks;

import java.io.IOException;

/**
 * A while in which one of the two applications had all the load.
 *
 * @param requests the number of requests that were answered
 * @param nanos the time on the clock
 * @param processorNanos the processor time of the server's process
 */
record Slice(long requests, long nanos, long processorNanos) {

	/**
	 * How many exchanges go by between two looks at the clock.
	 */
	private static final int EXCHANGES = 8;

	static Slice of(KeptConnections connections, ProcessorTime processor, long atLeastNanos) throws IOException {
		processor.lap();
		long begin = System.nanoTime();
		long requests = 0;
		long nanos = 0;
		while (nanos < atLeastNanos) {
			for (int i = 0; i < EXCHANGES; i++) {
				requests += connections.exchange();
			}
			nanos = System.nanoTime() - begin;
		}
		return new Slice(requests, nanos, processor.lap());
	}

	Slice plus(Slice other) {
		return new Slice(this.requests + other.requests, this.nanos + other.nanos,
				this.processorNanos + other.processorNanos);
	}

	double processorMicros() {
		return this.processorNanos / 1e3 / this.requests;
	}

	double perSecond() {
		return this.requests * 1e9 / this.nanos;
	}

}
