package io.shutdownstarter.server;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that look at connections and write to them. They exist only while there is
 * something to do, and never keep the JVM alive.
 */
final class GoAwayThreads {

	/**
	 * Tomcat may wait for a client that reads nothing (5 s by default), and the others
	 * are not to wait with it. A round value.
	 */
	private static final int THREADS = 4;

	private static final long IDLE_SECONDS = 10;

	private GoAwayThreads() {
	}

	static ScheduledExecutorService create() {
		ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, (task) -> {
			Thread thread = new Thread(task, "pod-termination-goaway");
			thread.setDaemon(true);
			return thread;
		});
		threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

}
