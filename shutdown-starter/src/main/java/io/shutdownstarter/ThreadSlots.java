package io.shutdownstarter;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * What platform threads are at. They answer one request after the other, so each keeps a
 * slot for all of its requests, which costs no allocation.
 */
final class ThreadSlots {

	/**
	 * The age of nothing.
	 */
	static final long NONE = -1;

	// weak: threads of a pool come and go
	private final Map<Thread, Slot> all = Collections.synchronizedMap(new WeakHashMap<>());

	private final ThreadLocal<Slot> own = ThreadLocal.withInitial(this::newSlot);

	/**
	 * The slot of the calling thread.
	 * @return the slot, empty or not
	 */
	Slot own() {
		return this.own.get();
	}

	void addTo(List<WorkInFlight> list, long nowNanos) {
		synchronized (this.all) {
			this.all.forEach((thread, slot) -> slot.addTo(list, nowNanos, thread));
		}
	}

	long oldestAgeNanos(long nowNanos) {
		long oldest = NONE;
		synchronized (this.all) {
			for (Slot slot : this.all.values()) {
				oldest = Math.max(oldest, slot.ageNanos(nowNanos));
			}
		}
		return oldest;
	}

	private Slot newSlot() {
		Slot slot = new Slot();
		this.all.put(Thread.currentThread(), slot);
		return slot;
	}

	/**
	 * The request of one thread; the reference is its path, and {@code null} when there
	 * is none. Only its own thread writes.
	 */
	static final class Slot extends AtomicReference<@Nullable String> {

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

		String method() {
			return this.method;
		}

		long startedNanos() {
			return this.startedNanos;
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
