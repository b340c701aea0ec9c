package io.shutdownstarter.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two clients of the small application: one holds a connection on which something is in
 * flight all the time, and stays when it is told to leave; the other one leaves, and
 * connects again.
 */
final class Http2Traffic implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 60;

	/**
	 * How many quick requests follow when nothing else is in flight any more.
	 */
	private static final int LAST = 20;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger sent = new AtomicInteger();

	private final AtomicInteger sentAfterGoAway = new AtomicInteger();

	private final List<String> lost = new CopyOnWriteArrayList<>();

	private final Http2Client held;

	private final List<Loop> quick = new ArrayList<>();

	private final List<Loop> slow = new ArrayList<>();

	/**
	 * Connects and begins.
	 * @param port the port of the application
	 */
	Http2Traffic(int port) {
		this.held = Http2Client.to(port);
		this.quick.add(new Loop("/quick", "200 quick", LAST, () -> this.held));
		this.quick.add(new Loop("/quick", "200 quick", LAST, new Obedient(port)));
		this.slow.add(new Loop("/slow", "200 slow", 1, () -> this.held));
		this.slow.add(new Loop("/stream", "200 " + "a piece of the stream\n".repeat(10), 1, () -> this.held));
	}

	/**
	 * Blocks until each client was answered on each path.
	 * @throws InterruptedException if interrupted
	 */
	void awaitFirstAnswers() throws InterruptedException {
		for (Loop loop : Stream.concat(this.quick.stream(), this.slow.stream()).toList()) {
			assertThat(loop.begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("answer to %s", loop.path).isTrue();
		}
	}

	/**
	 * The connection that is held.
	 * @return the client
	 */
	Http2Client held() {
		return this.held;
	}

	/**
	 * Lets the requests that take long end. One more of each is sent and answered before,
	 * so that the held connection is busy for another second.
	 * @throws Exception if they do not end
	 */
	void endSlowRequests() throws Exception {
		end(this.slow);
	}

	/**
	 * Lets the quick requests end, after some more of them.
	 * @throws Exception if they do not end
	 */
	void endQuickRequests() throws Exception {
		end(this.quick);
	}

	private static void end(List<Loop> loops) throws Exception {
		loops.forEach((loop) -> loop.ending = true);
		for (Loop loop : loops) {
			loop.end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
	}

	/**
	 * The number of requests.
	 * @return how many were sent
	 */
	int sent() {
		return this.sent.get();
	}

	/**
	 * The number of requests that a client which obeys would not have sent.
	 * @return how many were sent on the held connection after its GOAWAY
	 */
	int sentAfterGoAway() {
		return this.sentAfterGoAway.get();
	}

	/**
	 * The requests without the answer that was expected.
	 * @return what came instead
	 */
	List<String> lost() {
		return List.copyOf(this.lost);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.held.close();
	}

	/**
	 * Sends a request when the one before is answered.
	 */
	private final class Loop {

		private final String path;

		private final String expected;

		private final int last;

		private final Supplier<Http2Client> connection;

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CompletableFuture<Void> end;

		private volatile boolean ending;

		Loop(String path, String expected, int last, Supplier<Http2Client> connection) {
			this.path = path;
			this.expected = expected;
			this.last = last;
			this.connection = connection;
			this.end = CompletableFuture.runAsync(this::run, Http2Traffic.this.threads);
		}

		private void run() {
			int left = this.last;
			do {
				boolean counts = this.ending;
				send(this.connection.get());
				this.begun.countDown();
				if (counts) {
					left--;
				}
			}
			while (left > 0 && Http2Traffic.this.lost.isEmpty());
		}

		private void send(Http2Client client) {
			Http2Traffic.this.sent.incrementAndGet();
			if (client == Http2Traffic.this.held && !client.goAways().isEmpty()) {
				Http2Traffic.this.sentAfterGoAway.incrementAndGet();
			}
			String answer = client.get(this.path).exceptionally(Throwable::toString).join();
			if (!answer.equals(this.expected)) {
				Http2Traffic.this.lost.add(this.path + ": " + answer);
			}
		}

	}

	/**
	 * Opens another connection when it is told to leave.
	 */
	private static final class Obedient implements Supplier<Http2Client> {

		private final int port;

		private Http2Client connection;

		Obedient(int port) {
			this.port = port;
			this.connection = Http2Client.to(port);
		}

		@Override
		public Http2Client get() {
			if (!this.connection.goAways().isEmpty()) {
				this.connection.close();
				this.connection = Http2Client.to(this.port);
			}
			return this.connection;
		}

	}

}
