package io.shutdownstarter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.shutdownstarter.InFlightRequests.AsyncRequest;

/**
 * What it costs to count a request, from its begin to its end.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class InFlightRequestsBenchmark {

	private final AtomicLong atomicLong = new AtomicLong();

	private final LongAdder longAdder = new LongAdder();

	private final LongAdder finished = new LongAdder();

	private String method = "GET";

	private String path = "/files/report-2026.pdf";

	/**
	 * Nothing.
	 */
	@Benchmark
	public void baseline() {
	}

	/**
	 * The one clock read of a request.
	 * @return the time
	 */
	@Benchmark
	public long clock() {
		return System.nanoTime();
	}

	/**
	 * The simplest counter.
	 */
	@Benchmark
	public void atomicLong() {
		this.atomicLong.incrementAndGet();
		this.atomicLong.decrementAndGet();
	}

	/**
	 * A counter that scales but can read zero while something is in flight.
	 */
	@Benchmark
	public void longAdder() {
		this.longAdder.increment();
		this.longAdder.decrement();
	}

	/**
	 * Our counter without what it knows of a request.
	 */
	@Benchmark
	public void twoLongAdders() {
		this.longAdder.increment();
		this.finished.increment();
	}

	/**
	 * Ours.
	 * @param app the application
	 */
	@Benchmark
	public void serving(RealTermination.Serving app) {
		sync(app.inFlight);
	}

	/**
	 * Ours.
	 * @param app the application
	 */
	@Benchmark
	public void terminating(RealTermination.Terminating app) {
		sync(app.inFlight);
	}

	/**
	 * An allocation and the way to another thread.
	 * @param mailbox the way
	 * @return what another thread sent
	 */
	@Benchmark
	public @Nullable Object asyncBaseline(Mailbox mailbox) {
		return mailbox.exchange(new Object());
	}

	/**
	 * The simplest counter, ended by another thread.
	 * @param mailbox the way to the other thread
	 */
	@Benchmark
	public void asyncAtomicLong(Mailbox mailbox) {
		this.atomicLong.incrementAndGet();
		if (mailbox.exchange(new Object()) != null) {
			this.atomicLong.decrementAndGet();
		}
	}

	/**
	 * A single adder, ended by another thread.
	 * @param mailbox the way to the other thread
	 */
	@Benchmark
	public void asyncLongAdder(Mailbox mailbox) {
		this.longAdder.increment();
		if (mailbox.exchange(new Object()) != null) {
			this.longAdder.decrement();
		}
	}

	/**
	 * Ours, ended by another thread.
	 * @param app the application
	 * @param mailbox the way to the other thread
	 */
	@Benchmark
	public void asyncServing(RealTermination.Serving app, Mailbox mailbox) {
		async(app.inFlight, mailbox);
	}

	/**
	 * Ours, ended by another thread.
	 * @param app the application
	 * @param mailbox the way to the other thread
	 */
	@Benchmark
	public void asyncTerminating(RealTermination.Terminating app, Mailbox mailbox) {
		async(app.inFlight, mailbox);
	}

	private void sync(InFlightRequests requests) {
		requests.begin(this.method, this.path);
		requests.end();
	}

	private void async(InFlightRequests requests, Mailbox mailbox) {
		requests.begin(this.method, this.path);
		if (mailbox.exchange(requests.continueAsync()) instanceof AsyncRequest other) {
			other.end();
		}
	}

}
