package io.shutdownstarter.test;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * A command line for a rehearsal. A subclass brings the application and its traffic;
 * options that are not given leave its settings as they are.
 *
 * @since 0.1.0
 */
public abstract class RehearsalOptions implements Callable<Integer> {

	@Option(names = "--replicas", description = "how many pods serve at a time")
	private @Nullable Integer replicas;

	@Option(names = "--hook", description = "http, http:/path, sleep:SECONDS or none")
	private @Nullable String hook;

	@Option(names = "--grace", description = "terminationGracePeriodSeconds")
	private @Nullable Integer graceSeconds;

	@Option(names = "--propagation", description = "seconds from a pod's deletion to the removal of its endpoint")
	private @Nullable Double propagationSeconds;

	@Option(names = "--scenario", description = "what happens to the pods: rollout, scale-to-zero, node-drain, "
			+ "eviction, spot, rollback, stray-hook or everything")
	private @Nullable String scenario;

	@Option(names = "--seed", description = "decides on all that is random")
	private @Nullable Long seed;

	@Option(names = "--duration", description = "how many seconds the traffic lasts at least")
	private @Nullable Integer durationSeconds;

	@Option(names = "--rate", description = "requests in a second")
	private @Nullable Double rate;

	/**
	 * Returns the rehearsal with the application and its traffic.
	 * @return the rehearsal, to which the options will be applied
	 */
	protected abstract Rehearsal rehearsal();

	/**
	 * Parses the arguments, runs the rehearsal, and prints progress and verdict on the
	 * standard output. Blocks until it is over.
	 * @param options the application's options
	 * @param arguments the command line
	 * @return the exit code: 0 if passed, 1 if a request was lost or a pod killed, 2 if
	 * the rehearsal proves nothing or could not run
	 */
	public static int run(RehearsalOptions options, String... arguments) {
		CommandLine commandLine = new CommandLine(options);
		commandLine.setExitCodeExceptionMapper((ex) -> CommandLine.ExitCode.USAGE);
		return commandLine.execute(arguments);
	}

	@Override
	public Integer call() throws InterruptedException {
		RehearsalResult result = apply(rehearsal()).run(System.out::println);
		System.out.println(result.report());
		return result.exitCode();
	}

	Rehearsal apply(Rehearsal rehearsal) {
		Rehearsal applied = rehearsal;
		applied = (this.replicas != null) ? applied.withReplicas(this.replicas) : applied;
		applied = (this.hook != null) ? applied.withHook(Hook.parse(this.hook).withHeadersOf(applied.hook())) : applied;
		applied = (this.graceSeconds != null) ? applied.withGracePeriod(Duration.ofSeconds(this.graceSeconds))
				: applied;
		applied = (this.propagationSeconds != null)
				? applied.withPropagation(Duration.ofMillis(Math.round(this.propagationSeconds * 1000))) : applied;
		applied = (this.scenario != null) ? applied.withScenario(Scenario.parse(this.scenario)) : applied;
		applied = (this.seed != null) ? applied.withSeed(this.seed) : applied;
		applied = (this.durationSeconds != null) ? applied.withLeastDuration(Duration.ofSeconds(this.durationSeconds))
				: applied;
		return (this.rate != null) ? applied.withLoad(applied.load().withRate(this.rate)) : applied;
	}

}
