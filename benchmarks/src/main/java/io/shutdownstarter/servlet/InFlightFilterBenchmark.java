package io.shutdownstarter.servlet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.shutdownstarter.Mailbox;
import io.shutdownstarter.RealTermination;
import io.shutdownstarter.UncountedRequests;

/**
 * What the whole filter costs around an answer, beside others.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class InFlightFilterBenchmark {

	private final Filter empty = (request, response, chain) -> chain.doFilter(request, response);

	private final AtomicLong atomicLong = new AtomicLong();

	private final Filter atomicLongFilter = new CountingFilter(this.atomicLong::incrementAndGet,
			this.atomicLong::decrementAndGet);

	private final LongAdder longAdder = new LongAdder();

	private final Filter longAdderFilter = new CountingFilter(this.longAdder::increment, this.longAdder::decrement);

	/**
	 * No filter.
	 * @param exchange a request
	 * @throws IOException never
	 */
	@Benchmark
	public void baseline(Exchange exchange) throws IOException {
		WritingServlet.INSTANCE.doFilter(exchange.request, exchange.response);
	}

	/**
	 * A filter that does nothing.
	 * @param exchange a request
	 * @throws Exception never
	 */
	@Benchmark
	public void empty(Exchange exchange) throws Exception {
		sync(this.empty, exchange);
	}

	/**
	 * The simplest counter.
	 * @param exchange a request
	 * @throws Exception never
	 */
	@Benchmark
	public void atomicLong(Exchange exchange) throws Exception {
		sync(this.atomicLongFilter, exchange);
	}

	/**
	 * A counter that scales but can read zero while something is in flight.
	 * @param exchange a request
	 * @throws Exception never
	 */
	@Benchmark
	public void longAdder(Exchange exchange) throws Exception {
		sync(this.longAdderFilter, exchange);
	}

	/**
	 * Ours.
	 * @param exchange a request
	 * @param app the application
	 * @throws Exception never
	 */
	@Benchmark
	public void serving(Exchange exchange, Serving app) throws Exception {
		sync(app.filter, exchange);
	}

	/**
	 * Ours, on a connection that is to be closed.
	 * @param exchange a request
	 * @param app the application
	 * @throws Exception never
	 */
	@Benchmark
	public void terminating(Exchange exchange, Terminating app) throws Exception {
		sync(app.filter, exchange);
	}

	/**
	 * A filter that does nothing, and the way to another thread.
	 * @param exchange a request
	 * @param mailbox the way
	 * @return what another thread sent
	 * @throws Exception never
	 */
	@Benchmark
	public Object asyncEmpty(Exchange exchange, Mailbox mailbox) throws Exception {
		this.empty.doFilter(exchange.asyncRequest, exchange.response, WritingServlet.INSTANCE);
		Object other = mailbox.exchange(new Object());
		return (other != null) ? other : this;
	}

	/**
	 * The simplest counter, ended by another thread.
	 * @param exchange a request
	 * @param mailbox the way to the other thread
	 * @throws Exception never
	 */
	@Benchmark
	public void asyncAtomicLong(Exchange exchange, Mailbox mailbox) throws Exception {
		async(this.atomicLongFilter, exchange, mailbox);
	}

	/**
	 * A single adder, ended by another thread.
	 * @param exchange a request
	 * @param mailbox the way to the other thread
	 * @throws Exception never
	 */
	@Benchmark
	public void asyncLongAdder(Exchange exchange, Mailbox mailbox) throws Exception {
		async(this.longAdderFilter, exchange, mailbox);
	}

	/**
	 * Ours, ended by another thread.
	 * @param exchange a request
	 * @param app the application
	 * @param mailbox the way to the other thread
	 * @throws Exception never
	 */
	@Benchmark
	public void asyncServing(Exchange exchange, Serving app, Mailbox mailbox) throws Exception {
		async(app.filter, exchange, mailbox);
	}

	/**
	 * Ours, ended by another thread.
	 * @param exchange a request
	 * @param app the application
	 * @param mailbox the way to the other thread
	 * @throws Exception never
	 */
	@Benchmark
	public void asyncTerminating(Exchange exchange, Terminating app, Mailbox mailbox) throws Exception {
		async(app.filter, exchange, mailbox);
	}

	private static void sync(Filter filter, Exchange exchange) throws IOException, ServletException {
		filter.doFilter(exchange.request, exchange.response, WritingServlet.INSTANCE);
	}

	private static void async(Filter filter, Exchange exchange, Mailbox mailbox) throws IOException, ServletException {
		filter.doFilter(exchange.asyncRequest, exchange.response, WritingServlet.INSTANCE);
		AsyncListener listener = exchange.async.listener;
		if (listener != null && mailbox.exchange(listener) instanceof AsyncListener other) {
			other.onComplete(exchange.async.end);
		}
	}

	private static Filter filter(RealTermination app) {
		UncountedRequests uncounted = new UncountedRequests(
				List.of(() -> List.of("/actuator", "/actuator/health", "/actuator/prestop")), List.of(), "");
		return new InFlightFilter(app.termination, app.inFlight, uncounted, app.hook, null);
	}

	/**
	 * The filter of an application that serves.
	 */
	@State(Scope.Benchmark)
	public static class Serving extends RealTermination.Serving {

		private final Filter filter = filter(this);

	}

	/**
	 * The filter of an application that has got the signal.
	 */
	@State(Scope.Benchmark)
	public static class Terminating extends RealTermination.Terminating {

		private final Filter filter = filter(this);

	}

}
