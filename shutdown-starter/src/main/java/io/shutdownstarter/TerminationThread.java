package io.shutdownstarter;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A thread that exists only while there is something to do, and never keeps the JVM
 * alive.
 */
final class TerminationThread implements TerminationLoop {

	private static final Log logger = LogFactory.getLog(TerminationThread.class);

	/**
	 * How long the idle thread lives on: a round value, longer than the pause between the
	 * steps of one termination.
	 */
	private static final long IDLE_SECONDS = 10;

	private final ScheduledThreadPoolExecutor executor;

	TerminationThread(String name) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable step) {
		this.executor.execute(() -> runSafely(step));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // failures are logged where they happen
	public void executeIn(Runnable step, long delayNanos) {
		this.executor.schedule(() -> runSafely(step), delayNanos, TimeUnit.NANOSECONDS);
	}

	private static void runSafely(Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			logger.warn("A step of the termination failed, the others go on", ex);
		}
	}

}
