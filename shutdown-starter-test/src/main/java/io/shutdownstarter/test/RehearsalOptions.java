package io.shutdownstarter.test;

import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A command line for a rehearsal. A subclass brings the application and its traffic;
 * options that are not given leave its settings as they are.
 *
 * @since 0.1.0
 */
@Command(sortOptions = false, usageHelpWidth = 100, optionListHeading = "%nOptions:%n",
		exitCodeListHeading = "%nExit status:%n",
		exitCodeList = { "0:no request was lost, and nothing was wrong with a pod",
				"1:a request was lost, a pod was killed or ended by itself, or a hook failed",
				"2:the rehearsal proves nothing, a pod did not start, or an option is wrong" })
public abstract class RehearsalOptions implements Callable<Integer> {

	@ArgGroup(validate = false, order = 30, heading = "%nWhat a pod's process is given:%n")
	private ProcessOptions process = new ProcessOptions();

	@ArgGroup(validate = false, order = 40, heading = "%nWhat happens to the pods:%n")
	private TerminationOptions termination = new TerminationOptions();

	@ArgGroup(validate = false, order = 45, heading = "%nWhat the kubelet does:%n")
	private KubeletOptions kubelet = new KubeletOptions();

	@ArgGroup(validate = false, order = 50, heading = "%nHow much, and how long:%n")
	private TimeOptions times = new TimeOptions();

	@ArgGroup(validate = false, order = 60, heading = "%nWhat is told:%n")
	private OutputOptions output = new OutputOptions();

	// read by picocli alone
	@SuppressWarnings("UnusedVariable")
	@Option(names = { "-h", "--help" }, usageHelp = true, description = "tells all this, and ends")
	private boolean help;

	/**
	 * Returns the rehearsal with the application and its traffic.
	 * @return the rehearsal, to which the options will be applied
	 */
	protected abstract Rehearsal rehearsal();

	/**
	 * Parses the arguments, runs the rehearsal, and prints progress and verdict. Blocks
	 * until it is over.
	 * @param options the application's options
	 * @param arguments the command line
	 * @return the exit code: 0 if passed, 1 if a request was lost or something was wrong
	 * with a pod, 2 if the rehearsal proves nothing, could not run, or an option is wrong
	 */
	public static int run(RehearsalOptions options, String... arguments) {
		return CommandLines.of(options).execute(arguments);
	}

	@Override
	public Integer call() throws InterruptedException {
		return this.output.run(apply(rehearsal())).exitCode();
	}

	Rehearsal apply(Rehearsal rehearsal) {
		Rehearsal applied = rehearsal.withCommand(this.process.apply(rehearsal.command()));
		return this.times.apply(this.kubelet.apply(this.termination.apply(applied)));
	}

}
