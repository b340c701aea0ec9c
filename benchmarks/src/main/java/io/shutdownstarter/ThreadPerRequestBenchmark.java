package io.shutdownstarter;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * What it costs to count a request that has a new thread of its own, as on virtual
 * threads; on a JDK without them the threads are those of the system, which cost a
 * hundred times as much, so that nothing else can be seen. What counting costs is the
 * difference to {@link #baseline()}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class ThreadPerRequestBenchmark {

	/**
	 * So many at once that the way back to the thread that waits for them is shared by
	 * enough.
	 */
	private static final int REQUESTS = 64;

	private final ThreadFactory threads = (Runtime.version().feature() >= 21)
			? new VirtualThreadTaskExecutor().getVirtualThreadFactory() : Thread::new;

	private String method = "GET";

	private String path = "/files/report-2026.pdf";

	/**
	 * The threads alone.
	 * @throws InterruptedException never
	 */
	@Benchmark
	@OperationsPerInvocation(REQUESTS)
	public void baseline() throws InterruptedException {
		run(() -> {
		});
	}

	/**
	 * Ours.
	 * @param app the application
	 * @throws InterruptedException never
	 */
	@Benchmark
	@OperationsPerInvocation(REQUESTS)
	public void serving(RealTermination.Serving app) throws InterruptedException {
		InFlightRequests requests = app.inFlight;
		run(() -> {
			requests.begin(this.method, this.path);
			requests.end();
		});
	}

	private void run(Runnable request) throws InterruptedException {
		Thread[] started = new Thread[REQUESTS];
		for (int i = 0; i < REQUESTS; i++) {
			started[i] = this.threads.newThread(request);
			started[i].start();
		}
		for (Thread thread : started) {
			thread.join();
		}
	}

}
