package io.shutdownstarter.test;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Watches the rehearsal itself: a thread that wants to run every 10 ms, as jHiccup has
 * it, notes when it could not, and this JVM's processor time is read at both ends.
 */
final class KitWatch implements AutoCloseable {

	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/**
	 * Ten times what a busy scheduler or a collection of a small heap take.
	 */
	private static final long LEAST_STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long LOAD_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final LongSupplier nanoClock;

	private final @Nullable OperatingSystemMXBean system;

	private final CountDownLatch stop = new CountDownLatch(1);

	private final List<KitUse.Stall> stalls = new ArrayList<>();

	private final List<Double> loads = new ArrayList<>();

	private final Thread thread = new Thread(this::watch, "rehearsal-watch");

	private long startedNanos;

	private long startedCpuNanos;

	private long startedRouterNanos;

	private KitUse whileSending = KitUse.NONE;

	KitWatch(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		// every JVM based on HotSpot has it
		this.system = (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean) ? bean
				: null;
		this.thread.setDaemon(true);
	}

	void start() {
		this.startedNanos = this.nanoClock.getAsLong();
		this.startedCpuNanos = cpuNanos();
		this.startedRouterNanos = routerNanos();
		this.thread.start();
	}

	// From now on only stalls are watched: the last requests are still under way.
	void sendingEnded() {
		long wall = this.nanoClock.getAsLong() - this.startedNanos;
		this.whileSending = new KitUse(Duration.ofNanos(wall), Duration.ofNanos(cpuNanos() - this.startedCpuNanos),
				Duration.ofNanos(routerNanos() - this.startedRouterNanos), Runtime.getRuntime().availableProcessors(),
				0, List.of());
	}

	// Tells what was seen; blocks until the watching thread has ended.
	KitUse stop() throws InterruptedException {
		close();
		this.thread.join();
		double busy = this.loads.stream().mapToDouble(Double::doubleValue).average().orElse(0);
		return this.whileSending.with(busy, this.stalls);
	}

	@Override
	public void close() {
		this.stop.countDown();
	}

	private void watch() {
		load();
		long nextLoad = this.nanoClock.getAsLong() + LOAD_PERIOD_NANOS;
		try {
			long due = this.nanoClock.getAsLong() + PERIOD_NANOS;
			while (!this.stop.await(PERIOD_NANOS, TimeUnit.NANOSECONDS)) {
				long now = this.nanoClock.getAsLong();
				if (now - due >= LEAST_STALL_NANOS) {
					this.stalls.add(new KitUse.Stall(due, now));
				}
				if (now - nextLoad >= 0) {
					this.loads.add(load());
					nextLoad = now + LOAD_PERIOD_NANOS;
				}
				due = now + PERIOD_NANOS;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// Since it was asked last.
	private double load() {
		return (this.system != null) ? Math.max(0, this.system.getCpuLoad()) : 0;
	}

	private long cpuNanos() {
		return (this.system != null) ? this.system.getProcessCpuTime() : 0;
	}

	private static long routerNanos() {
		long nanos = 0;
		for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
			if (info != null && info.getThreadName().equals(ServiceRouter.THREAD)) {
				nanos = Math.max(nanos, threads.getThreadCpuTime(info.getThreadId()));
			}
		}
		return nanos;
	}

}
