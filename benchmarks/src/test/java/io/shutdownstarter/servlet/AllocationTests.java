package io.shutdownstarter.servlet;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.shutdownstarter.InFlightRequests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what a synchronous request allocates, without any help of the compiler, which may
 * take some of it away again.
 */
class AllocationTests {

	private static final int REQUESTS = 10_000;

	/**
	 * The wrapper of the response: a header of 12 bytes, two references and a flag,
	 * rounded to a multiple of eight; 32 bytes without compressed references.
	 */
	private static final double WRAPPER = 32;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final InFlightFilterBenchmark benchmark = new InFlightFilterBenchmark();

	private final Exchange exchange = new Exchange();

	private final InFlightFilterBenchmark.Serving serving = new InFlightFilterBenchmark.Serving();

	private final InFlightFilterBenchmark.Terminating terminating = new InFlightFilterBenchmark.Terminating();

	@AfterEach
	void close() {
		this.serving.close();
		this.terminating.close();
	}

	@Test
	void countingAllocatesNothing() throws Exception {
		InFlightRequests requests = this.serving.inFlight;

		assertThat(bytesPerRequest(() -> {
			requests.begin("GET", "/files/report.pdf");
			requests.end();
		})).isLessThan(1);
	}

	@Test
	void requestAllocatesOnlyTheWrapperOfItsResponseWhileServing() throws Exception {
		assertThat(bytesPerRequest(() -> this.benchmark.serving(this.exchange, this.serving)))
			.isLessThanOrEqualTo(WRAPPER);
	}

	@Test
	void requestAllocatesOnlyTheWrapperOfItsResponseAfterTheSignal() throws Exception {
		this.terminating.begin();

		assertThat(bytesPerRequest(() -> this.benchmark.terminating(this.exchange, this.terminating)))
			.isLessThanOrEqualTo(WRAPPER);
	}

	private double bytesPerRequest(Request request) throws Exception {
		// what is made once
		for (int i = 0; i < REQUESTS; i++) {
			request.send();
		}
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < REQUESTS; i++) {
			request.send();
		}
		return (this.threads.getCurrentThreadAllocatedBytes() - before) / (double) REQUESTS;
	}

	private interface Request {

		void send() throws Exception;

	}

}
