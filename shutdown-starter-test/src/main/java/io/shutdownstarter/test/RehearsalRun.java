package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.shutdownstarter.test.TimelineEvent.Kind;

/**
 * One run of a rehearsal, from the first pod's start to the last one's end.
 */
final class RehearsalRun implements AutoCloseable {

	// Long enough to lose a request that was sent when the last pod ended.
	private static final Duration TAIL = Duration.ofMillis(1500);

	private static final long COUNTER_PERIOD_SECONDS = 2;

	private final Rehearsal rehearsal;

	private final Path directory;

	private final LongSupplier nanoClock;

	private final Journal journal;

	private final Fleet fleet;

	private final Router router;

	private final Traffic traffic;

	private final Cluster cluster;

	private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, RehearsalRun::daemon);

	RehearsalRun(Rehearsal rehearsal, Path directory, ProgressListener listener, LongSupplier nanoClock)
			throws IOException {
		this.rehearsal = rehearsal;
		this.directory = directory;
		this.nanoClock = nanoClock;
		this.journal = new Journal(nanoClock, listener);
		this.fleet = new Fleet(rehearsal.command(), directory);
		this.router = rehearsal.entry().start(rehearsal.seed(), directory);
		this.traffic = new Traffic(rehearsal.load(), rehearsal.seed(), new RequestSender.Target(this.router.port(),
				rehearsal.load().timeout(), rehearsal.load().tls(), nanoClock, this.router::podOf));
		this.cluster = new Cluster(rehearsal, this.fleet, this.router, this.traffic, this.timer, this.journal,
				nanoClock);
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "rehearsal-timer");
		thread.setDaemon(true);
		return thread;
	}

	RehearsalResult run() throws InterruptedException {
		this.journal.write(Kind.NOTE, "logs in " + this.directory);
		List<Outcome> setup = new ArrayList<>();
		List<PodProblem> notReady = new ArrayList<>();
		long started = this.nanoClock.getAsLong();
		try {
			this.cluster.grow(this.rehearsal.replicas());
			setup.addAll(this.traffic.setUp());
			this.traffic.start();
			this.journal.write(Kind.TRAFFIC, "traffic started: " + this.rehearsal);
			started = this.nanoClock.getAsLong();
			play(started);
		}
		catch (PodNotReadyException ex) {
			this.journal.write(Kind.NOTE, ex.problem().pod() + ": " + ex.problem().kind().sentence());
			notReady.add(ex.problem());
		}
		return finish(setup, started, notReady);
	}

	private void play(long started) throws InterruptedException {
		ScheduledFuture<?> counter = this.timer.scheduleAtFixedRate(
				() -> this.journal.write(Kind.TRAFFIC, this.traffic.tally().toString()), COUNTER_PERIOD_SECONDS,
				COUNTER_PERIOD_SECONDS, TimeUnit.SECONDS);
		try {
			this.traffic.goOn(this.rehearsal.warmUp());
			Scripts.of(this.rehearsal.scenario()).play(this.cluster);
			this.traffic.goOn(tail(started));
		}
		finally {
			counter.cancel(false);
		}
	}

	private Duration tail(long started) {
		Duration missing = this.rehearsal.leastDuration().minusNanos(this.nanoClock.getAsLong() - started);
		return (missing.compareTo(TAIL) > 0) ? missing : TAIL;
	}

	private RehearsalResult finish(List<Outcome> setup, long started, List<PodProblem> notReady)
			throws InterruptedException {
		Duration duration = Duration.ofNanos(this.nanoClock.getAsLong() - started);
		this.traffic.stop(this.rehearsal.load().longestRequest());
		this.journal.write(Kind.TRAFFIC, "traffic stopped: " + this.traffic.tally());
		List<PodProblem> problems = new ArrayList<>(notReady);
		problems.addAll(this.cluster.problems());
		this.cluster.rest();
		this.fleet.end();
		List<Outcome> all = new ArrayList<>(setup);
		all.addAll(this.traffic.tally().outcomes());
		this.journal.throwFailureOfListener();
		Judge judge = new Judge(this.traffic.volume(), this.router.explain(all, this.cluster.deletions()), setup.size(),
				this.fleet.served(), this.cluster.deletions(), problems);
		return judge.result(this.rehearsal.toString(), this.journal, duration, this.directory);
	}

	@Override
	public void close() {
		this.cluster.close();
		this.fleet.close();
		this.timer.shutdownNow();
		this.traffic.close();
		this.router.close();
	}

}
