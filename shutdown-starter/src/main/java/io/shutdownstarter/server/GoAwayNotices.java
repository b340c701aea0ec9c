package io.shutdownstarter.server;

import java.util.concurrent.ScheduledExecutorService;
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
 * nor when Tomcat shows a connection again that it was processing, so this looks again
 * and again for a short time.
 */
final class GoAwayNotices extends BeforeServerStop implements MultiplexedConnections {

	private static final Log logger = LogFactory.getLog(GoAwayNotices.class);

	/**
	 * Between two looks: a client that sends the next request a moment after an answer
	 * leaves no more time.
	 */
	private static final long PAUSE_MILLIS = 10;

	private final BooleanSupplier terminating;

	private final Supplier<ServerConnections> finder;

	/**
	 * Found without a lock: event loops ask, and two that find it at once find the same.
	 */
	private volatile @Nullable ServerConnections found;

	private final LongSupplier nanoClock;

	private final ScheduledExecutorService threads;

	private final KnownConnections known = new KnownConnections();

	private final AtomicBoolean due = new AtomicBoolean();

	/**
	 * Keeps what a look has found from outliving its termination. Never held for long,
	 * and by no thread of a request.
	 */
	private final Object looking = new Object();

	private volatile boolean anybodyTold;

	/**
	 * Create the notices.
	 * @param terminating whether a termination is under way; nobody is told without
	 * @param server finds the server; asked late, since the server is made while the
	 * context starts
	 * @param nanoClock the monotonic clock
	 * @param threads those that look and write
	 */
	GoAwayNotices(BooleanSupplier terminating, Supplier<ServerConnections> server, LongSupplier nanoClock,
			ScheduledExecutorService threads) {
		this.terminating = terminating;
		this.finder = server;
		this.nanoClock = nanoClock;
		this.threads = threads;
	}

	@Override
	public void tellToLeave() {
		lookIn(0);
	}

	@Override
	public void tellToLeave(Object request) {
		String connection = server().connectionOf(request);
		if (connection != null && !this.known.isTold(connection)) {
			this.known.seen(connection, this.nanoClock.getAsLong());
			lookIn(0);
		}
	}

	@Override
	public void letStay() {
		synchronized (this.looking) {
			this.known.clear();
		}
	}

	@Override
	protected void serverStops() {
		if (this.anybodyTold) {
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
		synchronized (this.looking) {
			try {
				if (this.terminating.getAsBoolean()) {
					tellAll(this.nanoClock.getAsLong());
				}
			}
			catch (RuntimeException ex) {
				logger.debug("The server did not tell its connections", ex);
			}
		}
	}

	private void tellAll(long now) {
		for (OpenConnection connection : server().open()) {
			KnownConnections.Known known = this.known.seen(connection.id(), now);
			if (!known.told() && (known.isOverdue(now) || connection.idle().getAsBoolean())) {
				this.known.told(connection.id());
				this.anybodyTold = true;
				this.threads.execute(() -> write(connection));
			}
		}
		this.known.forgetGone(now);
		if (this.known.isAnyToBeTold(now)) {
			lookIn(PAUSE_MILLIS);
		}
	}

	private static void write(OpenConnection connection) {
		try {
			connection.goAway().run();
		}
		catch (RuntimeException ex) {
			logger.debug("A connection was not told to leave", ex);
		}
	}

}
