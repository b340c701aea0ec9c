package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Rehearses a rolling restart: runs replicas of an application as real processes behind a
 * router with kube-proxy's rules, sends traffic that never re-tries silently, replaces
 * every replica as Kubernetes would, and tells which requests were lost, and why.
 *
 * @param command how a pod is started
 * @param load the traffic
 * @param replicas how many pods serve at a time
 * @param hook the pods' {@code preStop} hook
 * @param gracePeriod the pods' {@code terminationGracePeriodSeconds}, whole seconds
 * @param propagation how long after a pod's deletion the router learns of it; zero means
 * at once
 * @param seed decides on all that is random
 * @param warmUp how long the traffic lasts before the first deletion
 * @param leastDuration how long the traffic lasts at least; zero means until shortly
 * after the last pod is gone
 * @param startTimeout how long a pod may take until it is ready
 * @param directory where the pods' logs go; {@code null} means a new temporary directory
 * @since 0.1.0
 */
public record Rehearsal(PodCommand command, Load load, int replicas, Hook hook, Duration gracePeriod,
		Duration propagation, long seed, Duration warmUp, Duration leastDuration, Duration startTimeout,
		@Nullable Path directory) {

	/** Kubernetes' own default. */
	private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

	/** Measured on a small cluster: 31 to 229 ms, and now and then 1.1 to 1.3 s. */
	private static final Duration PROPAGATION = Duration.ofSeconds(1);

	/** The first requests of a JVM are its slowest. */
	private static final Duration WARM_UP = Duration.ofSeconds(3);

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	public Rehearsal {
		Assert.isTrue(replicas > 0, "'replicas' must be positive");
		Assert.isTrue(gracePeriod.toSeconds() >= 1, "'gracePeriod' must be at least 1 s");
		Assert.isTrue(!propagation.isNegative(), "'propagation' must not be negative");
	}

	/**
	 * A rehearsal with 3 replicas, the starter's hook, a grace period of 30 s, and a
	 * propagation of 1 s.
	 * @param command how a pod is started
	 * @param load the traffic
	 * @return the rehearsal
	 */
	public static Rehearsal of(PodCommand command, Load load) {
		return new Rehearsal(command, load, 3, Hook.parse("http"), GRACE_PERIOD, PROPAGATION, 42, WARM_UP,
				Duration.ZERO, START_TIMEOUT, null);
	}

	/**
	 * Returns a copy whose pods are started in another way.
	 * @param command how a pod is started
	 * @return the copy
	 */
	public Rehearsal withCommand(PodCommand command) {
		return new Rehearsal(command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy with other traffic.
	 * @param load the traffic
	 * @return the copy
	 */
	public Rehearsal withLoad(Load load) {
		return new Rehearsal(this.command, load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy with so many pods.
	 * @param replicas how many pods serve at a time
	 * @return the copy
	 */
	public Rehearsal withReplicas(int replicas) {
		return new Rehearsal(this.command, this.load, replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy with another hook.
	 * @param hook the pods' hook
	 * @return the copy
	 */
	public Rehearsal withHook(Hook hook) {
		return new Rehearsal(this.command, this.load, this.replicas, hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy with another grace period.
	 * @param gracePeriod whole seconds, at least one
	 * @return the copy
	 */
	public Rehearsal withGracePeriod(Duration gracePeriod) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy whose router learns of a deletion at another time.
	 * @param propagation the time from the deletion to the removal of the endpoint
	 * @return the copy
	 */
	public Rehearsal withPropagation(Duration propagation) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy with another seed.
	 * @param seed decides on all that is random
	 * @return the copy
	 */
	public Rehearsal withSeed(long seed) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				seed, this.warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy that warms up for another time.
	 * @param warmUp how long the traffic lasts before the first deletion
	 * @return the copy
	 */
	public Rehearsal withWarmUp(Duration warmUp) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, warmUp, this.leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy whose traffic lasts longer.
	 * @param leastDuration how long the traffic lasts at least
	 * @return the copy
	 */
	public Rehearsal withLeastDuration(Duration leastDuration) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, leastDuration, this.startTimeout, this.directory);
	}

	/**
	 * Returns a copy whose pods may take another time to become ready.
	 * @param startTimeout the upper bound for each pod
	 * @return the copy
	 */
	public Rehearsal withStartTimeout(Duration startTimeout) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, startTimeout, this.directory);
	}

	/**
	 * Returns a copy whose logs go to a directory of the caller's choice.
	 * @param directory the directory, created if need be
	 * @return the copy
	 */
	public Rehearsal withDirectory(Path directory) {
		return new Rehearsal(this.command, this.load, this.replicas, this.hook, this.gracePeriod, this.propagation,
				this.seed, this.warmUp, this.leastDuration, this.startTimeout, directory);
	}

	/**
	 * Runs the rehearsal. Blocks until it is over, which takes as long as the pods take
	 * to start and to end. Nothing is left running, whatever happens.
	 * @param listener is told what happens
	 * @return what was found
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if a pod cannot be started, is not ready in time, or
	 * the load's setup fails
	 */
	public RehearsalResult run(ProgressListener listener) throws InterruptedException {
		try {
			Path logs = (this.directory != null) ? Files.createDirectories(this.directory)
					: Files.createTempDirectory("rehearsal-");
			try (RehearsalRun run = new RehearsalRun(this, logs, listener, System::nanoTime)) {
				return run.run();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The rehearsal could not run", ex);
		}
	}

	@Override
	public String toString() {
		return "%d replicas, %s, grace period %d s, propagation %.1f s, seed %d".formatted(this.replicas, this.hook,
				this.gracePeriod.toSeconds(), this.propagation.toMillis() / 1000.0, this.seed);
	}

}
