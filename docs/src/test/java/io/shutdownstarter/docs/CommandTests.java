package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalCommand;
import io.shutdownstarter.test.RehearsalOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for command lines, in blocks and in the prose. What is cheap runs here; what is
 * not is held to what it would run.
 */
class CommandTests {

	private static final Pattern IN_PROSE = Pattern
		.compile("(?:mvn |-D(?:rehearse|overhead|compatibility)\\.args=)[^`]*");

	/**
	 * How each command is known to work.
	 */
	private static final Map<Pattern, Check> WAYS = new LinkedHashMap<>();

	static {
		way("mvn verify", CommandTests::runByCi);
		way("mvn ([\\w.]+):([\\w-]+):(\\w+)", CommandTests::isGoalOfDeclaredPlugin);
		way("mvn -q verify -DskipTests -D(rehearse)(?: -D(rehearse\\.args)=\"([^\"]*)\")?",
				CommandTests::startsARehearsal);
		way("-D(rehearse)\\.args=(\"?)([^\"]*)\"?", CommandTests::startsARehearsal);
		way("mvn -q package -DskipTests -D(image\\.base)=\\S+", (command) -> assertThat(read("sample-app/pom.xml"))
			.contains("<" + command.group(1), "${" + command.group(1) + "}"));
		way("java -jar sample-app/target/([a-z-]+)-(\\d\\S+)-exec\\.jar((?: --\\S+=\\S+)*)",
				CommandTests::startsTheSample);
		way("java -jar (\\S+)/([a-z-]+)-(\\d\\S+)-cli\\.jar (.*)", CommandTests::startsTheCommand);
		way("mvn -q package -DskipTests -pl (\\S+)", CommandTests::packs);
		way("mvn -q verify -pl benchmarks -am -DskipTests -D(jmh\\.skip)=false(?: -D(jmh\\.include)=(\\S+))?(?: -D(jmh\\.args)=\"([^\"]*)\")?",
				CommandTests::startsBenchmarks);
		way("mvn -q verify -pl benchmarks -am -DskipTests -D(cost\\.skip)=false(?: -D(cost\\.args)=\"([^\"]*)\")?",
				CommandTests::comparesServers);
		way("mvn -q verify -pl shutdown-starter-test -DskipTests -D(overhead)(?: -D(overhead\\.args)=\"[^\"]*\")?",
				CommandTests::measuresTheKit);
		way("-D(overhead)\\.args=\"[^\"]*\"", CommandTests::measuresTheKit);
		way("mvn -q verify -pl docs -am -DskipTests -D(compatibility)(?: -Dcompatibility\\.args=\"([^\"]*)\")?",
				CommandTests::runsTheMatrix);
		way("-D(compatibility)\\.args=\"([^\"]*)\"", CommandTests::runsTheMatrix);
		// run by OperatorTests, against the ports of the manifest
		way("curl .*", (command) -> assertThat(OperatorTests.commands()).contains(command.group()));
		way("kubectl port-forward pod/[a-z0-9-]+ (\\d+):(\\d+)",
				(command) -> assertThat(command.group(1)).isEqualTo(command.group(2))
					.isEqualTo(Yaml.settings(manifestSettings()).get("management.server.port")));
	}

	static Stream<String> commands() {
		Stream<String> blocks = Block.of("sh").stream().flatMap((block) -> block.lines().stream());
		Stream<String> prose = Document.all()
			.stream()
			.flatMap((document) -> document.codeSpans().stream())
			.filter((span) -> IN_PROSE.matcher(span).matches());
		return Stream.concat(blocks, prose).map(String::strip).filter((line) -> !line.isEmpty()).distinct();
	}

	@ParameterizedTest
	@MethodSource("commands")
	void commandIsRunOrHeldToWhatItRuns(String command) throws Exception {
		for (Map.Entry<Pattern, Check> way : WAYS.entrySet()) {
			Matcher matcher = way.getKey().matcher(command);
			if (matcher.matches()) {
				way.getValue().check(matcher);
				return;
			}
		}
		fail("No way to run '%s' is known", command);
	}

	private static void way(String pattern, Check check) {
		WAYS.put(Pattern.compile(pattern), check);
	}

	private static void runByCi(MatchResult command) throws IOException {
		assertThat(read(".ci/run").lines().map(String::strip)).contains("mvn -B -ntp clean verify");
	}

	private static void isGoalOfDeclaredPlugin(MatchResult command) throws IOException {
		assertThat(read("pom.xml")).containsSubsequence("<groupId>" + command.group(1) + "</groupId>",
				"<artifactId>" + command.group(2) + "</artifactId>", "<goal>validate</goal>");
		// the pair of the goal that every build runs
		assertThat(command.group(3)).isEqualTo("apply");
	}

	private static void startsARehearsal(MatchResult command) throws IOException {
		String pom = read("sample-app/pom.xml");
		assertThat(pom).containsSubsequence("<property>", "<name>" + command.group(1) + "</name>", "</property>",
				"${rehearse.args}");
		if (command.group(3) != null) {
			assertThat(pom).contains("<rehearse.args />");
			assertThat(command.group(3).split(" ", -1)).allMatch(CommandTests::isRehearsalOption);
		}
	}

	private static void measuresTheKit(MatchResult command) throws IOException {
		assertThat(read("shutdown-starter-test/pom.xml")).containsSubsequence("<property>",
				"<name>" + command.group(1) + "</name>", "</property>", "<overhead.args />",
				"io.shutdownstarter.test.KitOverhead ${overhead.args}");
		assertThat(
				Document.ROOT.resolve("shutdown-starter-test/src/test/java/io/shutdownstarter/test/KitOverhead.java"))
			.isRegularFile();
	}

	private static void runsTheMatrix(MatchResult command) throws IOException {
		assertThat(read("docs/pom.xml")).containsSubsequence("<property>", "<name>" + command.group(1) + "</name>",
				"</property>", "<compatibility.args />",
				CompatibilityMatrix.class.getName() + " ${compatibility.args}");
		if (command.group(2) != null) {
			assertThat(CompatibilityMatrix.cells(List.of(command.group(2).split(" ", -1)))).isNotEmpty();
		}
	}

	private static void startsTheSample(MatchResult command) {
		String pom = read("sample-app/pom.xml");
		assertThat(pom).contains("<artifactId>" + command.group(1) + "</artifactId>",
				"<version>" + command.group(2) + "</version>", "<classifier>exec</classifier>");
		String settings = read("sample-app/README.md");
		for (String option : command.group(3).strip().split(" ", -1)) {
			String property = option.substring(2, option.indexOf('='));
			assertThat(Metadata.knows(property) || settings.contains("| `" + property + "` |")).as(property).isTrue();
		}
	}

	private static void startsTheCommand(MatchResult command) {
		assertThat(read(command.group(1).replace("/target", "/pom.xml"))).containsSubsequence(
				"<version>" + command.group(3) + "</version>", "<artifactId>" + command.group(2) + "</artifactId>",
				"<classifier>cli</classifier>", "<mainClass>" + RehearsalCommand.class.getName() + "</mainClass>");
		// a jar that is there
		String[] arguments = command.group(4).replaceAll("--jar=\\S+", "--jar=pom.xml").split(" ", -1);
		CommandLine.ParseResult parsed = new CommandLine(new RehearsalCommand()).parseArgs(arguments);
		assertThat(parsed.hasMatchedOption("--get") || parsed.isUsageHelpRequested()).isTrue();
	}

	private static void packs(MatchResult command) throws IOException {
		assertThat(read("pom.xml")).contains("<module>" + command.group(1) + "</module>");
	}

	// The sample has options of its own beside those that every rehearsal has.
	private static boolean isRehearsalOption(String option) {
		CommandLine shared = new CommandLine(new SharedOptions());
		String name = option.replaceFirst("=.*", "");
		if (shared.getCommandSpec().findOption(name) != null) {
			return shared.parseArgs(option).hasMatchedOption(name);
		}
		return read("sample-app/src/test/java/io/shutdownstarter/sample/SampleRehearsal.java")
			.contains("names = \"" + name + "\"");
	}

	private static void startsBenchmarks(MatchResult command) throws IOException {
		String pom = read("benchmarks/pom.xml");
		for (int group : List.of(1, 2, 4)) {
			if (command.group(group) != null) {
				assertThat(pom).contains("<" + command.group(group), "${" + command.group(group) + "}");
			}
		}
		if (command.group(3) != null) {
			assertThat(benchmarks()).as("benchmarks that %s chooses", command.group(3))
				.anyMatch((name) -> Pattern.compile(command.group(3)).matcher(name).find());
		}
	}

	private static void comparesServers(MatchResult command) throws IOException {
		assertThat(read("benchmarks/pom.xml")).containsSubsequence("<cost.args />", "<cost.skip>true</cost.skip>",
				"<skip>${cost.skip}</skip>", "io.shutdownstarter.benchmarks.ServerCost README.md ${cost.args}");
		String servers = read("benchmarks/src/main/java/io/shutdownstarter/benchmarks/ComparedServer.java");
		if (command.group(3) != null) {
			String options = read("benchmarks/src/main/java/io/shutdownstarter/benchmarks/CostPlan.java");
			assertThat(command.group(3).split(" ", -1)).allMatch((word) -> word.startsWith("--")
					? options.contains("\"" + word.substring(2).replaceFirst("=.*", "") + "\"")
					: servers.contains("\t" + word + "(\""));
		}
	}

	// as JMH names them: class and method
	private static List<String> benchmarks() throws IOException {
		Pattern method = Pattern.compile("@Benchmark\\s+(?:@[^\\n]+\\s+)*(?:public )?[\\w<>]+ (\\w+)\\(");
		try (Stream<Path> files = Files.walk(Document.ROOT.resolve("benchmarks/src/main/java"))) {
			return files.filter((file) -> file.toString().endsWith("Benchmark.java")).flatMap((file) -> {
				String type = file.getFileName().toString().replace(".java", "");
				return method.matcher(read(file)).results().map((match) -> type + "." + match.group(1));
			}).toList();
		}
	}

	private static Block manifestSettings() {
		return Yaml.blocks(Yaml.SETTINGS)
			.stream()
			.filter((block) -> block.heading().equals("The manifest"))
			.findFirst()
			.orElseThrow();
	}

	private static String read(String path) {
		return read(Document.ROOT.resolve(path));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The options that every rehearsal has.
	 */
	private static final class SharedOptions extends RehearsalOptions {

		@Override
		protected Rehearsal rehearsal() {
			throw new UnsupportedOperationException("Nothing is started here");
		}

	}

	/**
	 * What is known of a command.
	 */
	private interface Check {

		void check(MatchResult command) throws IOException;

	}

}
