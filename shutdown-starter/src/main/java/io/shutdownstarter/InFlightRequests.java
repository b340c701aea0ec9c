package io.shutdownstarter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The requests that the application is answering. Web filters begin and end them; a
 * termination waits for none to be left.
 * <p>
 * Two adders that only grow: the count reads {@code finished} first and {@code started}
 * then, so equal sums prove an instant with nothing in flight. One adder going up and
 * down does not, if requests end on other threads than they began on. What a request is,
 * for the report, a platform thread keeps in a slot; a virtual thread answers one request
 * only, so a slot of its own would cost more than the entry of a map while it does.
 *
 * @since 0.1.0
 */
public final class InFlightRequests {

	private static final String NOT_BEGUN = "No request has begun on this thread";

	private final LongSupplier nanoClock;

	private final LongAdder started = new LongAdder();

	private final LongAdder finished = new LongAdder();

	private final ThreadSlots slots = new ThreadSlots();

	private final Map<Thread, AsyncRequest> virtualThreads = new ConcurrentHashMap<>();

	private final Set<AsyncRequest> asyncRequests = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Watch watch;

	InFlightRequests(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	/**
	 * A request begins on this thread. Never blocks.
	 * @param method the HTTP method
	 * @param path the path without the query
	 */
	public void begin(String method, String path) {
		long now = this.nanoClock.getAsLong();
		this.started.increment();
		Thread thread = Thread.currentThread();
		if (VirtualThreads.isVirtual(thread)) {
			this.virtualThreads.put(thread, new AsyncRequest(method, path, now));
		}
		else {
			this.slots.own().occupy(method, path, now);
		}
		arrived(now);
	}

	/**
	 * A request begins that no thread carries. Never blocks.
	 * @param method the HTTP method
	 * @param path the path without the query
	 * @return the request, whose own {@link AsyncRequest#end()} ends it, on any thread
	 */
	public AsyncRequest beginAsync(String method, String path) {
		AsyncRequest request = new AsyncRequest(method, path, this.nanoClock.getAsLong());
		this.started.increment();
		this.asyncRequests.add(request);
		arrived(request.startedNanos);
		return request;
	}

	/**
	 * The request that began on this thread has ended. Never blocks.
	 */
	public void end() {
		Thread thread = Thread.currentThread();
		if (VirtualThreads.isVirtual(thread)) {
			this.virtualThreads.remove(thread);
		}
		else {
			this.slots.own().free();
		}
		finished();
	}

	/**
	 * The request that began on this thread goes on without it.
	 * @return the request, whose own {@link AsyncRequest#end()} ends it
	 */
	public AsyncRequest continueAsync() {
		Thread thread = Thread.currentThread();
		return VirtualThreads.isVirtual(thread) ? leave(thread) : leave(this.slots.own());
	}

	/**
	 * The number of requests in flight: exact when it is zero, and otherwise exact as of
	 * some moment near the call.
	 * @return the number in flight, never negative
	 */
	public long count() {
		long finished = this.finished.sum();
		return this.started.sum() - finished;
	}

	/**
	 * Tells a watch of every arrival and whenever nothing is left, from now on.
	 * @param watch the watch, or {@code null} for none
	 */
	void watch(@Nullable Watch watch) {
		this.watch = watch;
	}

	/**
	 * What is in flight, oldest first. Requests that begin or end meanwhile may be
	 * missing.
	 * @return the requests with their age
	 */
	List<WorkInFlight> list() {
		long now = this.nanoClock.getAsLong();
		List<WorkInFlight> list = new ArrayList<>();
		this.slots.addTo(list, now);
		this.virtualThreads.forEach((thread, request) -> list.add(request.toWork(now, () -> stack(thread, request))));
		this.asyncRequests.forEach((request) -> list.add(request.toWork(now, null)));
		list.sort(Comparator.comparingLong(WorkInFlight::ageNanos).reversed());
		return list;
	}

	/**
	 * The age of the oldest request in flight; unlike {@link #list()} it allocates
	 * nothing, since it is asked often.
	 * @return the age, or {@code null} if nothing is in flight
	 */
	@Nullable Long oldestAgeNanos() {
		if (count() == 0) {
			return null;
		}
		long now = this.nanoClock.getAsLong();
		long oldest = Math.max(this.slots.oldestAgeNanos(now),
				Math.max(oldestAgeNanos(this.virtualThreads.values(), now), oldestAgeNanos(this.asyncRequests, now)));
		return (oldest != ThreadSlots.NONE) ? oldest : null;
	}

	/**
	 * The number of requests that have left their thread.
	 * @return the number, as of some moment near the call
	 */
	long asyncCount() {
		return this.asyncRequests.size();
	}

	private void arrived(long nowNanos) {
		// after the count: whoever sets the watch counts then, and sees this one
		Watch watch = this.watch;
		if (watch != null) {
			watch.requestArrived(nowNanos);
		}
	}

	private void finished() {
		this.finished.increment();
		// after the count: either the watch's owner counts this end, or we see the watch.
		// An adder alone releases, so only a full fence would promise it: for 5 ns more
		// of each request, against a watch that is set between these two lines
		Watch watch = this.watch;
		if (watch != null && count() == 0) {
			watch.nothingInFlight();
		}
	}

	private AsyncRequest leave(ThreadSlots.Slot slot) {
		String path = slot.getPlain();
		Assert.state(path != null, NOT_BEGUN);
		AsyncRequest request = new AsyncRequest(slot.method(), path, slot.startedNanos());
		this.asyncRequests.add(request);
		slot.free();
		return request;
	}

	private AsyncRequest leave(Thread virtualThread) {
		AsyncRequest request = this.virtualThreads.get(virtualThread);
		Assert.state(request != null, NOT_BEGUN);
		this.asyncRequests.add(request);
		this.virtualThreads.remove(virtualThread);
		return request;
	}

	// nothing if the request has ended or left its thread meanwhile
	private StackTraceElement[] stack(Thread virtualThread, AsyncRequest request) {
		StackTraceElement[] stack = virtualThread.getStackTrace();
		return (this.virtualThreads.get(virtualThread) == request) ? stack : new StackTraceElement[0];
	}

	private static long oldestAgeNanos(Collection<AsyncRequest> requests, long nowNanos) {
		long oldest = ThreadSlots.NONE;
		for (AsyncRequest request : requests) {
			oldest = Math.max(oldest, Math.max(0, nowNanos - request.startedNanos));
		}
		return oldest;
	}

	/**
	 * Told of requests during a termination, on their own threads: must not block.
	 */
	interface Watch {

		void requestArrived(long nowNanos);

		void nothingInFlight();

	}

	/**
	 * A request that has left the thread on which it began, or never had one. While a
	 * virtual thread has its request, this is what is known of it.
	 */
	public final class AsyncRequest {

		private final String method;

		private final String path;

		private final long startedNanos;

		private AsyncRequest(String method, String path, long startedNanos) {
			this.method = method;
			this.path = path;
			this.startedNanos = startedNanos;
		}

		/**
		 * The request has ended. Safe to be called more than once (Tomcat does), by any
		 * thread; never blocks.
		 */
		public void end() {
			if (InFlightRequests.this.asyncRequests.remove(this)) {
				finished();
			}
		}

		private WorkInFlight toWork(long nowNanos, @Nullable Supplier<StackTraceElement[]> stack) {
			return new WorkInFlight(this.method + " " + this.path, nowNanos - this.startedNanos, stack);
		}

	}

}
