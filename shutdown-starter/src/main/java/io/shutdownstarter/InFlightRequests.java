package io.shutdownstarter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The requests that the application is answering. Web filters begin and end them; a
 * termination waits for none to be left.
 * <p>
 * Two adders that only grow: the count reads {@code finished} first and {@code started}
 * then, so equal sums prove an instant with nothing in flight. One adder going up and
 * down does not, if requests end on other threads than they began on. The details of a
 * request are kept in a slot of its thread, which costs no allocation.
 *
 * @since 0.1.0
 */
public final class InFlightRequests {

	private static final long NONE = -1;

	private final LongSupplier nanoClock;

	private final LongAdder started = new LongAdder();

	private final LongAdder finished = new LongAdder();

	// weak: threads of a pool come and go
	private final Map<Thread, Slot> slots = Collections.synchronizedMap(new WeakHashMap<>());

	private final ThreadLocal<Slot> slot = ThreadLocal.withInitial(this::newSlot);

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
		this.slot.get().occupy(method, path, now);
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
		this.slot.get().free();
		finished();
	}

	/**
	 * The request that began on this thread goes on without it.
	 * @return the request, whose own {@link AsyncRequest#end()} ends it
	 */
	public AsyncRequest continueAsync() {
		Slot slot = this.slot.get();
		String path = slot.getPlain();
		Assert.state(path != null, "No request has begun on this thread");
		AsyncRequest request = new AsyncRequest(slot.method, path, slot.startedNanos);
		this.asyncRequests.add(request);
		slot.free();
		return request;
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
		synchronized (this.slots) {
			this.slots.forEach((thread, slot) -> slot.addTo(list, now, thread));
		}
		for (AsyncRequest request : this.asyncRequests) {
			list.add(new WorkInFlight(request.method + " " + request.path, now - request.startedNanos, null));
		}
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
		long oldest = NONE;
		synchronized (this.slots) {
			for (Slot slot : this.slots.values()) {
				oldest = Math.max(oldest, slot.ageNanos(now));
			}
		}
		for (AsyncRequest request : this.asyncRequests) {
			oldest = Math.max(oldest, Math.max(0, now - request.startedNanos));
		}
		return (oldest != NONE) ? oldest : null;
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
		// after the count: either the watch's owner counts this end, or we see the watch
		Watch watch = this.watch;
		if (watch != null && count() == 0) {
			watch.nothingInFlight();
		}
	}

	private Slot newSlot() {
		Slot slot = new Slot();
		this.slots.put(Thread.currentThread(), slot);
		return slot;
	}

	/**
	 * Told of requests during a termination, on their own threads: must not block.
	 */
	interface Watch {

		void requestArrived(long nowNanos);

		void nothingInFlight();

	}

	/**
	 * A request that has left the thread on which it began.
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

	}

	/**
	 * The request of one thread; the reference is its path, and {@code null} when there
	 * is none. Only its own thread writes.
	 */
	private static final class Slot extends AtomicReference<@Nullable String> {

		private String method = "";

		private long startedNanos;

		void occupy(String method, String path, long nowNanos) {
			this.method = method;
			this.startedNanos = nowNanos;
			setRelease(path);
		}

		void free() {
			setRelease(null);
		}

		// of whoever began after the clock was read: zero
		long ageNanos(long nowNanos) {
			return (getAcquire() != null) ? Math.max(0, nowNanos - this.startedNanos) : NONE;
		}

		void addTo(List<WorkInFlight> list, long nowNanos, Thread thread) {
			String path = getAcquire();
			if (path != null) {
				long started = this.startedNanos;
				list.add(new WorkInFlight(this.method + " " + path, nowNanos - started,
						() -> stack(thread, path, started)));
			}
		}

		// nothing if the thread is at something else meanwhile
		private StackTraceElement[] stack(Thread thread, String path, long started) {
			StackTraceElement[] stack = thread.getStackTrace();
			return (path.equals(getAcquire()) && this.startedNanos == started) ? stack : new StackTraceElement[0];
		}

	}

}
