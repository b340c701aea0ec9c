package io.shutdownstarter.test;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All clients of a load.
 */
final class Traffic implements AutoCloseable {

	private final Load load;

	private final long seed;

	private final RequestSender.Target target;

	private final Tally tally = new Tally();

	private final CountDownLatch stop = new CountDownLatch(1);

	private final List<TrafficClient> clients = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final CountDownLatch broken = new CountDownLatch(1);

	private final Pause pause = new Pause();

	private final KitWatch watch;

	private KitUse kit = KitUse.NONE;

	private boolean started;

	private double asked;

	Traffic(Load load, long seed, RequestSender.Target target) {
		this.load = load;
		this.seed = seed;
		this.target = target;
		this.watch = new KitWatch(target.nanoClock());
		for (Clients group : load.clients()) {
			for (int i = 0; i < group.count(); i++) {
				add(group);
			}
		}
	}

	private void add(Clients group) {
		int number = this.clients.size();
		TrafficClient client = new TrafficClient(number, group, this.target, this.tally, this.stop, this.pause,
				this.seed);
		Thread thread = new Thread(client, "rehearsal-client-" + number);
		thread.setDaemon(true);
		thread.setUncaughtExceptionHandler((failed, ex) -> fail(ex));
		this.clients.add(client);
		this.threads.add(thread);
	}

	private void fail(Throwable ex) {
		this.failures.add(ex);
		this.broken.countDown();
	}

	// Sends the load's first requests; blocks until all are answered. They are not part
	// of the tally.
	List<Outcome> setUp() throws InterruptedException {
		List<Outcome> outcomes = new ArrayList<>();
		SplittableRandom random = new SplittableRandom(this.seed);
		try (RequestSender sender = new RequestSender(this.target, true)) {
			for (Load.Setup setup : this.load.setup()) {
				for (int i = 0; i < setup.times(); i++) {
					String id = "setup-" + outcomes.size();
					outcomes.add(succeeded(sender.send(PreparedRequest.of(id, setup.request(), i, random))));
				}
			}
		}
		catch (InterruptedIOException ex) {
			throw new InterruptedException(ex.getMessage());
		}
		return outcomes;
	}

	private static Outcome succeeded(Outcome outcome) {
		if (!outcome.succeededAtOnce()) {
			throw new IllegalStateException("The setup's " + outcome.request() + " failed: " + outcome.first().failure()
					+ ", " + outcome.first().detail());
		}
		return outcome;
	}

	// Lets no new request begin until resumed; those in progress go on.
	void pause() {
		this.pause.begin();
	}

	void resume() {
		this.pause.end();
	}

	void start() {
		this.started = true;
		this.watch.start();
		this.threads.forEach(Thread::start);
	}

	// Blocks while the clients go on, for so long, or until one of them cannot.
	void goOn(Duration time) throws InterruptedException {
		if (this.broken.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IllegalStateException("A client of the rehearsal failed", this.failures.peek());
		}
	}

	// Lets no new request begin, and blocks until those in progress have ended, at most
	// until the bound.
	void stop(Duration atMost) throws InterruptedException {
		long now = this.target.nanoClock().getAsLong();
		this.asked = this.started ? this.clients.stream().mapToDouble((client) -> client.pace().asked(now)).sum() : 0;
		this.stop.countDown();
		this.pause.end();
		this.watch.sendingEnded();
		long deadline = now + atMost.toNanos();
		for (Thread thread : this.threads) {
			long left = deadline - this.target.nanoClock().getAsLong();
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
		}
		this.kit = this.started ? this.watch.stop() : KitUse.NONE;
	}

	Tally tally() {
		return this.tally;
	}

	// What was sent until the clients were stopped, compared with what the load asked
	// for.
	Volume volume() {
		long late = this.clients.stream().mapToLong((client) -> client.pace().lateNanos()).sum();
		return new Volume(this.tally.sent(), this.asked, Duration.ofNanos(late / Math.max(1, this.tally.sent())),
				this.kit);
	}

	@Override
	public void close() {
		this.stop.countDown();
		this.watch.close();
		this.threads.forEach(Thread::interrupt);
	}

	/**
	 * How much traffic there was.
	 *
	 * @param sent how many requests the clients sent
	 * @param asked how many the load asked for
	 * @param meanLateness how late a client was after a pause, on average: what this
	 * machine, not the pods, is to blame for
	 * @param kit what the rehearsal itself had of the machine
	 */
	record Volume(long sent, double asked, Duration meanLateness, KitUse kit) {
	}

}
