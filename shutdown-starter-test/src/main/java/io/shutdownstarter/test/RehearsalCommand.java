package io.shutdownstarter.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command with which a person rehearses the termination of any application.
 *
 * @since 0.1.0
 */
@Command(name = "rehearse",
		header = "Rehearses the termination of an application: runs it as pods, sends requests, ends pods%n"
				+ "as Kubernetes does, and tells which requests were lost, why, and what mends it.%n",
		customSynopsis = { "rehearse --jar=FILE --get=PATH [option...]",
				"or     rehearse --main=CLASS --class-path=PATH --get=PATH [option...]",
				"or     rehearse --get=PATH [option...] -- COMMAND [argument...]",
				"       ('rehearse' stands for java -jar shutdown-spring-boot-starter-test-VERSION-cli.jar)" },
		footerHeading = "%nExamples:%n",
		footer = { "The termination that your users get today, without the starter and with Kubernetes' defaults:",
				"  rehearse --jar=app.jar --get=/hello --hook=none",
				"With the starter, its token, and a grace period of 60 s:",
				"  rehearse --jar=app.jar --get=/hello --hook-header=Prestop-Token:secret --grace=60",
				"Reads and orders on kept connections, 300 a second, four reads for each order:",
				"  rehearse --jar=app.jar --rate=300 --connections=keep-alive --get=/items/{n} --weight=4 \\",
				"      --post=/orders --body={} --header=Content-Type:application/json --status=201",
				"A node that is drained while the news of it takes 1 to 3 s to spread, with a page to look at:",
				"  rehearse --jar=app.jar --get=/hello --scenario=node-drain --propagation=1-3 --page=rehearsal.html",
				"In a pipeline, for a program to read:",
				"  rehearse --jar=app.jar --get=/hello --progress=lines --json=rehearsal.json",
				"Anything that takes Spring Boot's arguments, started by a script:",
				"  rehearse --get=/hello -- ./start.sh --verbose" })
public final class RehearsalCommand extends RehearsalOptions {

	@ArgGroup(validate = false, order = 10, heading = "%nWhat to start, one of:%n")
	private Start start = new Start();

	@ArgGroup(exclusive = false, multiplicity = "0..*", order = 20,
			heading = "%nWhat to send; repeat it for more requests, what follows one belongs to it:%n")
	private List<RequestOptions> requests = new ArrayList<>();

	@ArgGroup(validate = false, order = 25, heading = "%nWho sends it:%n")
	private ClientOptions clients = new ClientOptions();

	@Parameters(paramLabel = "COMMAND", arity = "0..*",
			description = "after '--': a command that is given --server.port and "
					+ "--management.server.port, or that has {port} and {managementPort} in its words")
	private List<String> command = new ArrayList<>();

	/**
	 * Runs a rehearsal and ends the JVM, with status 0 if nothing was lost.
	 * @param arguments the options
	 */
	public static void main(String... arguments) {
		System.exit(run(new RehearsalCommand(), arguments));
	}

	@Override
	protected Rehearsal rehearsal() {
		Assert.isTrue(!this.requests.isEmpty(),
				"No request to send: name one that the application answers, for example --get=/hello");
		return Rehearsal.of(this.start.command(this.command),
				this.clients.load(this.requests.stream().map(RequestOptions::template).toList()));
	}

	/**
	 * How a pod is started, unless by a command.
	 */
	static final class Start {

		@Option(names = "--jar", paramLabel = "FILE", converter = OptionValues.ExistingFile.class,
				description = "an executable jar, run by the Java that runs this command")
		private @Nullable Path jar;

		@Option(names = "--main", paramLabel = "CLASS", description = "a main class, with --class-path")
		private @Nullable String mainClass;

		@Option(names = "--class-path", paramLabel = "PATH", description = "the class path of --main")
		private @Nullable String classPath;

		private PodCommand command(List<String> words) {
			int ways = ((this.jar != null) ? 1 : 0) + ((this.mainClass != null) ? 1 : 0) + (words.isEmpty() ? 0 : 1);
			Assert.isTrue(ways > 0, "Nothing to start: use --jar=FILE, --main=CLASS, or a command after '--'");
			Assert.isTrue(ways == 1, () -> "More than one thing to start: leave out --jar, --main or "
					+ (words.isEmpty() ? "the other" : "'" + words.get(0) + "'"));
			Assert.isTrue((this.classPath != null) == (this.mainClass != null),
					"--main=CLASS and --class-path=PATH go together: name both or none");
			if (this.jar != null) {
				return PodCommand.jar(this.jar);
			}
			return (this.mainClass != null && this.classPath != null)
					? PodCommand.mainClass(this.mainClass, this.classPath) : PodCommand.of(words);
		}

	}

}
