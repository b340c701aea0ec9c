package io.shutdownstarter;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Whether a signal is ending this JVM. The JVM runs the handler of a signal, which waits
 * for the shutdown hooks, on a thread named after it (measured on JDK 17 and 25);
 * {@code System.exit} and a program that closes its context do not have that thread.
 */
final class JvmSignal {

	private static final Set<String> HANDLERS = Set.of("SIGTERM handler", "SIGINT handler", "SIGHUP handler");

	/**
	 * The clock of the first context that a signal has closed: the contexts of a JVM
	 * close one after the other, and the pod has one grace period for all of them.
	 */
	private static final AtomicReference<@Nullable TerminationBudget> firstClock = new AtomicReference<>();

	private JvmSignal() {
	}

	static boolean isEnding() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		// twice the estimate: a thread that does not fit is left out silently
		Thread[] threads = new Thread[group.activeCount() * 2 + 16];
		int count = group.enumerate(threads, true);
		for (int i = 0; i < count; i++) {
			if (HANDLERS.contains(threads[i].getName())) {
				return true;
			}
		}
		return false;
	}

	static @Nullable TerminationBudget firstClock() {
		return firstClock.get();
	}

	static void clockStarted(@Nullable TerminationBudget budget) {
		firstClock.compareAndSet(null, budget);
	}

}
