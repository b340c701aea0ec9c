package io.shutdownstarter.server;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.shutdownstarter.BeforeServerStop;
import io.shutdownstarter.MultiplexedConnections;

/**
 * Sends each HTTP/2 connection one GOAWAY from the first signal on, which names the
 * highest stream there can be: the client opens another connection for what is next, and
 * what it has sent before it reads the frame is served like any request. The frame that
 * names the last stream follows when the server stops.
 * <p>
 * A connection is told as soon as no stream is in flight on it. RFC 9113 does not ask for
 * that, but the JDK's own client, before 24 and late updates of 17 and 21, gives up all
 * streams in flight when a GOAWAY comes (JDK-8335181). Nobody tells when a stream ends,
 * so this looks again and again for a short time.
 */
final class GoAwayNotices extends BeforeServerStop implements MultiplexedConnections {

	private static final Log logger = LogFactory.getLog(GoAwayNotices.class);

	/**
	 * How long an idle moment is waited for: longer than most requests take, and short
	 * against the shortest propagation wait (5 s by default).
	 */
	private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

	/**
	 * Between two looks: a client that sends the next request a moment after an answer
	 * leaves no more time.
	 */
	private static final long PAUSE_MILLIS = 10;

	/**
	 * Tomcat may wait for a client that reads nothing (5 s by default), and the others
	 * are not to wait with it. A round value.
	 */
	private static final int THREADS = 4;

	private static final long IDLE_SECONDS = 10;

	private final BooleanSupplier terminating;

	private final Supplier<ServerConnections> finder;

	/**
	 * Found without a lock: event loops ask, and two that find it at once find the same.
	 */
	private volatile @Nullable ServerConnections found;

	private final LongSupplier nanoClock;

	private final ScheduledThreadPoolExecutor threads = newThreads();

	private final Map<String, Long> firstSeenNanos = new ConcurrentHashMap<>();

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean due = new AtomicBoolean();

	/**
	 * Create the notices.
	 * @param terminating whether a termination is under way; nobody is told without
	 * @param server finds the server; asked late, since the server is made while the
	 * context starts
	 * @param nanoClock the monotonic clock
	 */
	GoAwayNotices(BooleanSupplier terminating, Supplier<ServerConnections> server, LongSupplier nanoClock) {
		this.terminating = terminating;
		this.finder = server;
		this.nanoClock = nanoClock;
	}

	@Override
	public void tellToLeave() {
		// those who have stayed through an earlier termination are told once more
		this.told.clear();
		this.firstSeenNanos.clear();
		lookIn(0);
	}

	@Override
	public void tellToLeave(Object request) {
		String connection = server().connectionOf(request);
		if (connection != null && !this.told.contains(connection)) {
			lookIn(0);
		}
	}

	@Override
	protected void serverStops() {
		if (!this.told.isEmpty()) {
			server().lastCall();
		}
	}

	private ServerConnections server() {
		ServerConnections server = this.found;
		if (server == null) {
			server = this.finder.get();
			this.found = server;
		}
		return server;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // failures are logged where they happen
	private void lookIn(long millis) {
		if (isRunning() && this.due.compareAndSet(false, true)) {
			this.threads.schedule(this::look, millis, TimeUnit.MILLISECONDS);
		}
	}

	private void look() {
		// first: whoever finds it set has a connection that is still to be seen
		this.due.set(false);
		if (!this.terminating.getAsBoolean()) {
			return;
		}
		try {
			boolean wait = false;
			for (OpenConnection connection : server().open()) {
				wait |= !tell(connection);
			}
			if (wait) {
				lookIn(PAUSE_MILLIS);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The server did not tell its connections", ex);
		}
	}

	private boolean tell(OpenConnection connection) {
		long now = this.nanoClock.getAsLong();
		if (this.told.contains(connection.id())) {
			return true;
		}
		long seen = this.firstSeenNanos.computeIfAbsent(connection.id(), (id) -> now);
		if (now - seen < PATIENCE_NANOS && !connection.idle().getAsBoolean()) {
			return false;
		}
		if (this.told.add(connection.id())) {
			this.threads.execute(() -> write(connection));
		}
		return true;
	}

	private static void write(OpenConnection connection) {
		try {
			connection.goAway().run();
		}
		catch (RuntimeException ex) {
			logger.debug("A connection was not told to leave", ex);
		}
	}

	private static ScheduledThreadPoolExecutor newThreads() {
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
