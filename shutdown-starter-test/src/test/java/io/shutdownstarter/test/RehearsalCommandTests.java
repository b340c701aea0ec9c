package io.shutdownstarter.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link RehearsalCommand} as far as nothing is started.
 */
class RehearsalCommandTests {

	@Test
	void whatFollowsARequestBelongsToIt() {
		Rehearsal rehearsal = parse("--get=/items/{n}", "--weight=4", "--status=304", "--post=/orders", "--body={}",
				"--header=Content-Type: application/json", "--header=A:b:c", "--request=DELETE:/items/1",
				"--transfer=0.5", "--body-size=7", "--", "sh");

		List<RequestTemplate> requests = rehearsal.load().clients().get(0).requests();
		assertThat(requests).extracting(RequestTemplate::method).containsExactly("GET", "POST", "DELETE");
		assertThat(requests).extracting(RequestTemplate::path).containsExactly("/items/{n}", "/orders", "/items/1");
		assertThat(requests).extracting(RequestTemplate::weight).containsExactly(4, 1, 1);
		assertThat(requests).extracting(RequestTemplate::expectedStatus).containsExactly(304, 0, 0);
		assertThat(requests).extracting((request) -> request.content().next(new SplittableRandom(1)).length)
			.containsExactly(0, 2, 7);
		assertThat(requests.get(1).headers().headersFor(new byte[0])).containsEntry("Content-Type", "application/json")
			.containsEntry("A", "b:c");
		assertThat(requests.get(2).transferTime()).hasMillis(500);
	}

	@Test
	void halfOfTheClientsKeepTheirConnectionUnlessToldOtherwise() {
		assertThat(parse("--get=/", "--clients=5", "--rate=50", "--", "sh").load().clients())
			.extracting(Clients::count, Clients::keepAlive, Clients::ratePerSecond)
			.containsExactly(tuple(3, true, 30.0), tuple(2, false, 20.0));
		assertThat(parse("--get=/", "--connections=new", "--think=0.2", "--", "sh").load().clients())
			.extracting(Clients::count, Clients::keepAlive, Clients::ratePerSecond, Clients::thinkTime)
			.containsExactly(tuple(20, false, 0.0, Duration.ofMillis(200)));
		assertThat(parse("--get=/", "--connections=keep-alive", "--", "sh").load().clients())
			.extracting(Clients::keepAlive)
			.containsExactly(true);
	}

	@Test
	void clientsSpeakTlsIfToldSo() {
		assertThat(parse("--get=/", "--tls", "--", "sh").load().tls()).isTrue();
		assertThat(parse("--get=/", "--", "sh").load().tls()).isFalse();
	}

	@Test
	void aMainClassIsStartedFromItsClassPath() {
		assertThat(words(parse("--get=/", "--main=com.example.Shop", "--class-path=a.jar:b", "--jvm-arg=-Xmx64m")))
			.containsSubsequence("-Xmx64m", "-cp", "a.jar:b", "com.example.Shop", "--server.port=1");
	}

	@Test
	void aCommandIsGivenPortsAndArguments() {
		PodCommand command = parse("--get=/", "--arg=--a=b", "--env=COLOUR=light=blue", "--shared-port",
				"--readiness=/ready", "--", "./start.sh", "--verbose", "{port}")
			.command();

		assertThat(command.words("pod-1", 1, 1, Path.of("served"))).startsWith("./start.sh", "--verbose", "1")
			.contains("--server.port=1", "--a=b")
			.doesNotContain("--management.server.port=1");
		assertThat(command.environment()).containsEntry("COLOUR", "light=blue");
		assertThat(command.readinessPath()).isEqualTo("/ready");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					--replicas=0                         | '--replicas': '0' is not possible: use a whole number, at least 1
					--hook=pigeon                        | '--hook': 'pigeon' is not possible: use http, http:/path
					--hook=http:path                     | '--hook': 'http:path' is not possible: use http, http:/path
					--hook=sleep:soon                    | '--hook': 'sleep:soon' is not possible: use http, http:/path
					--hook-header=token                  | '--hook-header' (NAME:VALUE): 'token' is not possible: use 'Name: value'
					--grace=0                            | '--grace': '0' is not possible: use whole seconds, at least 1
					--propagation=3-1                    | '--propagation': '3-1' is not possible: use seconds, for example 1,
					--propagation=-1                     | '--propagation': '-1' is not possible: use seconds, for example 1,
					--scenario=storm                     | '--scenario': 'storm' is not possible: use rollout, scale-to-zero,
					--entry=moon                         | '--entry': 'moon' is not possible: use service, haproxy, nginx
					--seed=x                             | '--seed': 'x' is not possible: use a whole number
					--warm-up=NaN                        | '--warm-up': 'NaN' is not possible: use seconds from 0 to 86400
					--start-timeout=0                    | '--start-timeout': '0' is not possible: use seconds, more than 0
					--rate=0                             | '--rate': '0' is not possible: use requests in a second, more than 0
					--rate=5 --think=1 --get=/ -- sh     | --rate=5.0 does not go with --think: leave one of them out
					--connections=some                   | '--connections': 'some' is not possible: use keep-alive, new or both
					--get=hello                          | '--get': 'hello' is not possible: use a path that begins with a slash
					--request=get                        | '--request': 'get' is not possible: use METHOD:PATH
					--get=/ --status=99                  | '--status': '99' is not possible: use a status from 100 to 599
					--get=/ --body-size=0                | '--body-size': '0' is not possible: use a number of bytes
					--status=200 -- sh                   | --status=200 belongs to no request: write it after the --get
					--get=/ --body=a --body-size=1 -- sh | --body-size=1 belongs to no request: write it after the --get
					--get=/ --body-file=no.txt           | '--body-file': 'no.txt' is not possible: there is no such file
					--jar=no.jar                         | '--jar': 'no.jar' is not possible: there is no such file
					--get=/                              | Nothing to start: use --jar=FILE, --main=CLASS, or a command after '--'
					--get=/ --main=A                     | --main=CLASS and --class-path=PATH go together: name both or none
					--get=/ --jar=pom.xml shop           | More than one thing to start: leave out --jar, --main or 'shop'
					-- sh                                | No request to send: name one that the application answers
					--get=/ --jvm-arg=-Xmx1g -- sh       | --jvm-arg=-Xmx1g has no place in a command: write it into the command
					--env=COLOUR                         | '--env' (NAME=VALUE): 'COLOUR' is not possible: use NAME=VALUE
					--json=/nowhere/run.json             | '--json': '/nowhere/run.json' is not possible: use a file in a folder
					--page=/nowhere/page.html            | '--page': '/nowhere/page.html' is not possible: use a file in a folder
					--hook-fault=lost                    | '--hook-fault': 'lost' is not possible: use none, twice, refused,
					--real-grace=0                       | '--real-grace': '0' is not possible: use whole seconds, at least 1
					--progress=loud                      | '--progress': 'loud' is not possible: use auto, live, lines or none
					--replica=3                          | Unknown option: '--replica=3', use
					--get=/ --seed=1 --seed=2 -- sh      | '--seed=2' is given a second time: once is enough
					""")
	void aWrongOptionEndsWithTwoAndOneLineThatNamesItAndTheRemedy(String arguments, String problem) {
		StringWriter told = new StringWriter();
		int status = CommandLines.of(new RehearsalCommand())
			.setErr(new PrintWriter(told, true))
			.execute(arguments.split(" ", -1));

		assertThat(status).isEqualTo(2);
		assertThat(told.toString().lines()).singleElement().asString().startsWith("rehearse: ").contains(problem);
	}

	static Stream<String> examples() {
		String examples = help().replaceFirst("(?s).*Examples:", "").replaceAll(" \\\\\n +", " ");
		return Pattern.compile("^  rehearse (.*)$", Pattern.MULTILINE)
			.matcher(examples)
			.results()
			.map((match) -> match.group(1));
	}

	@ParameterizedTest
	@MethodSource("examples")
	void anExampleOfTheHelpIsUnderstood(String example) {
		// a jar that is there
		String[] arguments = example.replace("app.jar", "pom.xml").split(" ", -1);

		assertThat(parse(arguments).load().clients()).isNotEmpty();
	}

	@Test
	void theHelpFitsItsWidth() {
		assertThat(examples()).hasSizeGreaterThan(5);
		assertThat(help().lines()).allMatch((line) -> line.length() <= 100);
	}

	@ParameterizedTest
	@EnumSource(Scenario.class)
	void theHelpTellsEveryScenario(Scenario scenario) {
		assertThat(help().lines()).anyMatch(
				(line) -> line.strip().startsWith(scenario.id() + " ") && line.endsWith(" " + scenario.sentence()));
	}

	private static String help() {
		return CommandLines.of(new RehearsalCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF);
	}

	private static Rehearsal parse(String... arguments) {
		RehearsalCommand command = new RehearsalCommand();
		CommandLines.of(command).parseArgs(arguments);
		return command.apply(command.rehearsal());
	}

	private static List<String> words(Rehearsal rehearsal) {
		return rehearsal.command().words("pod-1", 1, 2, Path.of("served"));
	}

}
