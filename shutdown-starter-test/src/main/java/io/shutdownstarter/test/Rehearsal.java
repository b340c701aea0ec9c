package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Rehearses a termination: runs replicas of an application as real processes behind a
 * router with kube-proxy's rules, sends traffic that never re-tries silently, ends pods
 * as Kubernetes does in the {@linkplain Scenario scenario}, and tells which requests were
 * lost, and why. Immutable; each {@code with…} returns a copy.
 *
 * <pre class="code">
 * RehearsalResult result = Rehearsal
 *     .ofMainClass(Shop.class, Clients.keepAlive(20, RequestTemplate.get("/orders/{n}")))
 *     .withReplicas(2)
 *     .run();
 * assertThat(result).lostNothing();
 * </pre>
 *
 * @since 0.1.0
 */
public final class Rehearsal {

	private final Settings settings;

	private Rehearsal(Settings settings) {
		this.settings = settings;
	}

	/**
	 * A rehearsal of a Spring Boot application on this process's class path, with
	 * Kubernetes' and the starter's defaults: 3 replicas, the hook
	 * {@code /actuator/prestop}, a grace period of 30 s, endpoints that are removed 1 s
	 * after a deletion, a rollout.
	 * @param mainClass the class with the {@code main} method
	 * @param traffic the groups of clients
	 * @return the rehearsal
	 */
	public static Rehearsal ofMainClass(Class<?> mainClass, Clients... traffic) {
		JavaProgram.checkMain(mainClass);
		return of(PodCommand.mainClass(mainClass.getName()), Load.of(traffic));
	}

	/**
	 * The same for an executable jar.
	 * @param jar the jar of a Spring Boot application
	 * @param traffic the groups of clients
	 * @return the rehearsal
	 */
	public static Rehearsal ofJar(Path jar, Clients... traffic) {
		return of(PodCommand.jar(jar), Load.of(traffic));
	}

	/**
	 * The same for any command.
	 * @param command how a pod is started
	 * @param load the traffic
	 * @return the rehearsal
	 */
	public static Rehearsal of(PodCommand command, Load load) {
		return new Rehearsal(new Settings(command, load));
	}

	/**
	 * Returns a copy whose pods are started in another way.
	 * @param command how a pod is started
	 * @return the copy
	 */
	public Rehearsal withCommand(PodCommand command) {
		return with((settings) -> settings.command = command);
	}

	/**
	 * Returns a copy with other traffic.
	 * @param load the traffic
	 * @return the copy
	 */
	public Rehearsal withLoad(Load load) {
		return with((settings) -> settings.load = load);
	}

	/**
	 * Returns a copy with so many pods.
	 * @param replicas how many pods serve at a time
	 * @return the copy
	 */
	public Rehearsal withReplicas(int replicas) {
		Assert.isTrue(replicas > 0, "'replicas' must be positive");
		return with((settings) -> settings.replicas = replicas);
	}

	/**
	 * Returns a copy with another hook.
	 * @param hook the pods' {@code preStop} hook
	 * @return the copy
	 */
	public Rehearsal withHook(Hook hook) {
		return with((settings) -> settings.hook = hook);
	}

	/**
	 * Returns a copy with another grace period.
	 * @param gracePeriod the pods' {@code terminationGracePeriodSeconds}, whole seconds,
	 * at least one
	 * @return the copy
	 */
	public Rehearsal withGracePeriod(Duration gracePeriod) {
		Assert.isTrue(gracePeriod.toSeconds() >= 1, "'gracePeriod' must be at least 1 s");
		return with((settings) -> settings.gracePeriod = gracePeriod);
	}

	/**
	 * Returns a copy whose router learns of each deletion after the same time.
	 * @param propagation the time from the deletion to the removal of the endpoint; zero
	 * means at once
	 * @return the copy
	 */
	public Rehearsal withPropagation(Duration propagation) {
		return withPropagation(Propagation.of(propagation));
	}

	/**
	 * Returns a copy whose router learns of a deletion at another time.
	 * @param propagation the time from the deletion to the removal of the endpoint
	 * @return the copy
	 */
	public Rehearsal withPropagation(Propagation propagation) {
		return with((settings) -> settings.propagation = propagation);
	}

	/**
	 * Returns a copy in which something else happens to the pods.
	 * @param scenario what happens
	 * @return the copy
	 */
	public Rehearsal withScenario(Scenario scenario) {
		return with((settings) -> settings.scenario = scenario);
	}

	/**
	 * Returns a copy with another kubelet, for example one with probes, or one whose hook
	 * goes wrong.
	 * @param kubelet how the kubelet behaves
	 * @return the copy
	 */
	public Rehearsal withKubelet(Kubelet kubelet) {
		return with((settings) -> settings.kubelet = kubelet);
	}

	/**
	 * Returns a copy whose traffic enters in another way.
	 * @param entry how traffic gets to the pods
	 * @return the copy
	 */
	public Rehearsal withEntry(Entry entry) {
		return with((settings) -> settings.entry = entry);
	}

	/**
	 * Returns a copy with another seed.
	 * @param seed decides on all that is random
	 * @return the copy
	 */
	public Rehearsal withSeed(long seed) {
		return with((settings) -> settings.seed = seed);
	}

	/**
	 * Returns a copy that warms up for another time.
	 * @param warmUp how long the traffic lasts before the first deletion
	 * @return the copy
	 */
	public Rehearsal withWarmUp(Duration warmUp) {
		Assert.isTrue(!warmUp.isNegative(), "'warmUp' must not be negative");
		return with((settings) -> settings.warmUp = warmUp);
	}

	/**
	 * Returns a copy whose traffic lasts longer.
	 * @param leastDuration how long the traffic lasts at least; zero means until shortly
	 * after the last pod is gone
	 * @return the copy
	 */
	public Rehearsal withLeastDuration(Duration leastDuration) {
		Assert.isTrue(!leastDuration.isNegative(), "'leastDuration' must not be negative");
		return with((settings) -> settings.leastDuration = leastDuration);
	}

	/**
	 * Returns a copy whose pods may take another time to become ready.
	 * @param startTimeout the upper bound for each pod
	 * @return the copy
	 */
	public Rehearsal withStartTimeout(Duration startTimeout) {
		Assert.isTrue(!startTimeout.isNegative() && !startTimeout.isZero(), "'startTimeout' must be positive");
		return with((settings) -> settings.startTimeout = startTimeout);
	}

	/**
	 * Returns a copy whose logs and page go to a directory of the caller's choice.
	 * @param directory the directory, created if need be
	 * @return the copy
	 */
	public Rehearsal withDirectory(Path directory) {
		return with((settings) -> settings.directory = directory);
	}

	private Rehearsal with(Consumer<Settings> change) {
		Settings copy = this.settings.copy();
		change.accept(copy);
		return new Rehearsal(copy);
	}

	/**
	 * Runs the rehearsal without telling anybody what happens.
	 * @return what was found
	 * @throws InterruptedException if interrupted
	 * @see #run(ProgressListener)
	 */
	public RehearsalResult run() throws InterruptedException {
		return run(ProgressListener.none());
	}

	/**
	 * Runs the rehearsal. Blocks until it is over, which takes as long as the pods take
	 * to start and to end. Nothing is left running, whatever happens. A pod that does not
	 * become ready is a verdict, not an exception. The result's page is written into the
	 * directory as {@code rehearsal.html}.
	 * @param listener is told what happens
	 * @return what was found
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if the load's setup fails, or the listener
	 * @throws IllegalArgumentException if there is no such jar, if the hook sleeps for
	 * longer than the grace period, which the API server refuses, or if clients speak TLS
	 * with an ingress
	 */
	public RehearsalResult run(ProgressListener listener) throws InterruptedException {
		this.settings.command.check();
		Assert.isTrue(!load().tls() || entry() == Entry.SERVICE,
				"clients that speak TLS (Load.withTls) need the entry SERVICE: an ingress of a rehearsal speaks plain HTTP");
		Assert.isTrue(hook().sleep().compareTo(gracePeriod()) <= 0,
				() -> "the hook's sleep of %d s is longer than the grace period of %d s: the API server refuses that"
					.formatted(hook().sleep().toSeconds(), gracePeriod().toSeconds()));
		Path directory = this.settings.directory;
		try {
			Path logs = (directory != null) ? Files.createDirectories(directory)
					: Files.createTempDirectory("rehearsal-");
			try (RehearsalRun run = new RehearsalRun(this, logs, listener, System::nanoTime)) {
				RehearsalResult result = run.run();
				result.writePage(logs.resolve(ResultPage.FILE));
				return result;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The rehearsal could not run", ex);
		}
	}

	/**
	 * Returns how a pod is started.
	 * @return the command
	 */
	public PodCommand command() {
		return this.settings.command;
	}

	/**
	 * Returns the traffic.
	 * @return the traffic
	 */
	public Load load() {
		return this.settings.load;
	}

	/**
	 * Returns how many pods serve at a time.
	 * @return the number of replicas
	 */
	public int replicas() {
		return this.settings.replicas;
	}

	/**
	 * Returns the pods' {@code preStop} hook.
	 * @return the hook
	 */
	public Hook hook() {
		return this.settings.hook;
	}

	/**
	 * Returns the pods' {@code terminationGracePeriodSeconds}.
	 * @return whole seconds
	 */
	public Duration gracePeriod() {
		return this.settings.gracePeriod;
	}

	/**
	 * Returns the time from a deletion to the removal of the endpoint.
	 * @return the time
	 */
	public Propagation propagation() {
		return this.settings.propagation;
	}

	/**
	 * Returns what happens to the pods.
	 * @return the scenario
	 */
	public Scenario scenario() {
		return this.settings.scenario;
	}

	/**
	 * Returns how the kubelet behaves.
	 * @return the kubelet
	 */
	public Kubelet kubelet() {
		return this.settings.kubelet;
	}

	/**
	 * Returns how traffic gets to the pods.
	 * @return the entry
	 */
	public Entry entry() {
		return this.settings.entry;
	}

	/**
	 * Returns what decides on all that is random.
	 * @return the seed
	 */
	public long seed() {
		return this.settings.seed;
	}

	/**
	 * Returns how long the traffic lasts before the first deletion.
	 * @return the time
	 */
	public Duration warmUp() {
		return this.settings.warmUp;
	}

	/**
	 * Returns how long the traffic lasts at least.
	 * @return the time; zero means until shortly after the last pod is gone
	 */
	public Duration leastDuration() {
		return this.settings.leastDuration;
	}

	/**
	 * Returns how long a pod may take until it is ready.
	 * @return the upper bound for each pod
	 */
	public Duration startTimeout() {
		return this.settings.startTimeout;
	}

	@Override
	public String toString() {
		return "%s, %d replicas, %s, grace period %d s, propagation %s, seed %d".formatted(scenario().id(), replicas(),
				hook(), gracePeriod().toSeconds(), propagation(), seed())
				+ (kubelet().equals(Kubelet.current()) ? "" : ", " + kubelet());
	}

	/**
	 * The values, which change only in a copy that nobody has seen yet.
	 */
	private static final class Settings {

		private PodCommand command;

		private Load load;

		private int replicas = 3;

		private Hook hook = Hook.parse("http");

		// Kubernetes' own default
		private Duration gracePeriod = Duration.ofSeconds(30);

		// measured on a small cluster: 31 to 229 ms, and now and then 1.1 to 1.3 s
		private Propagation propagation = Propagation.of(Duration.ofSeconds(1));

		private Scenario scenario = Scenario.ROLLOUT;

		private Kubelet kubelet = Kubelet.current();

		private Entry entry = Entry.SERVICE;

		private long seed = 42;

		// the first requests of a JVM are its slowest
		private Duration warmUp = Duration.ofSeconds(3);

		private Duration leastDuration = Duration.ZERO;

		private Duration startTimeout = Duration.ofMinutes(2);

		private @Nullable Path directory;

		private Settings(PodCommand command, Load load) {
			this.command = command;
			this.load = load;
		}

		private Settings copy() {
			Settings copy = new Settings(this.command, this.load);
			copy.replicas = this.replicas;
			copy.hook = this.hook;
			copy.gracePeriod = this.gracePeriod;
			copy.propagation = this.propagation;
			copy.scenario = this.scenario;
			copy.kubelet = this.kubelet;
			copy.entry = this.entry;
			copy.seed = this.seed;
			copy.warmUp = this.warmUp;
			copy.leastDuration = this.leastDuration;
			copy.startTimeout = this.startTimeout;
			copy.directory = this.directory;
			return copy;
		}

	}

}
