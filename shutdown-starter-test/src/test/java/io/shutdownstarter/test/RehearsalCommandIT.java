package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.shutdownstarter.test.fixture.Server;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the command as a person has it: the runnable jar, with another jar.
 */
@Timeout(120)
class RehearsalCommandIT {

	private static final List<String> SMALL = List.of("--jvm-arg=-Xmx128m", "--jvm-arg=-XX:TieredStopAtLevel=1",
			"--jvm-arg=-XX:+UseSerialGC", "--arg=--management.endpoints.web.exposure.include=health,prestop",
			"--replicas=1", "--warm-up=1", "--get=/items/{random:20}", "--post=/echo", "--body={}", "--rate=50");

	@TempDir
	private Path directory;

	private Path application = Path.of("");

	@BeforeEach
	void packTheApplication() throws IOException {
		this.application = this.directory.resolve("app.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes()
			.put(Attributes.Name.MAIN_CLASS, "io.shutdownstarter.test.fixture.FixtureApplication");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
		try (OutputStream file = Files.newOutputStream(this.application);
				JarOutputStream jar = new JarOutputStream(file, manifest)) {
			jar.finish();
		}
	}

	@Test
	void anApplicationThatDrainsEndsWithZeroAndWritesWhatWasFound() throws Exception {
		Path json = this.directory.resolve("run.json");
		Run run = run("--jar=" + this.application, "--arg=--fixture.hook-millis=2000", "--json=" + json,
				"--page=" + this.directory.resolve("run.html"));

		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains("pod-1 deleted", "PASSED: ");
		JsonNode document = JsonMapper.builder().build().readTree(json.toFile());
		assertThat(document.path("verdict").asText()).isEqualTo("PASSED");
		assertThat(document.path("exitCode").asInt()).isZero();
		assertThat(document.path("counts").path("sent").asInt()).isGreaterThan(50);
		assertThat(document.path("counts").path("lost").asInt()).isZero();
		assertThat(this.directory.resolve("run.html")).content().contains("uPlot", "PASSED");
		assertThat(document.path("requests").path("names").toString()).contains("GET /items/", "POST /echo");
	}

	@Test
	@Tag("long")
	void anApplicationThatEndsAtOnceEndsWithOneAndTheCause() throws Exception {
		Run run = run("--jar=" + this.application, "--arg=--server.shutdown=immediate", "--hook=none",
				"--progress=none");

		assertThat(run.status()).as(run.output()).isOne();
		assertThat(run.output()).startsWith("LOST: ").contains(LossCause.NEW_CONNECTION_REFUSED.sentence(), "mend");
	}

	@Test
	void anApplicationThatDoesNotStartEndsWithTwoAndItsOutput() throws Exception {
		Run run = run("--", "sh", "-c", "echo no database; exit 4");

		assertThat(run.status()).as(run.output()).isEqualTo(2);
		assertThat(run.output()).contains("NOT STARTED", "no database");
	}

	@Test
	void aWrongOptionEndsWithTwoAndOneLine() throws Exception {
		Run run = run("--grace=soon");

		assertThat(run.status()).as(run.output()).isEqualTo(2);
		assertThat(run.output().lines()).singleElement().asString().contains("--grace", "'soon'", "use whole seconds");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TERM", "KILL", "INT" })
	@EnabledOnOs(OS.LINUX)
	void whoEndsTheCommandLeavesNothingRunning(String signal) throws Exception {
		String pod = "sleep 61." + System.nanoTime();
		// as in a terminal: a process group of its own, and no signal ignored by
		// inheritance
		List<String> words = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
		words.addAll(words("--", "sh", "-c", "exec " + pod));
		Process command = new ProcessBuilder(words).redirectErrorStream(true).start();
		try (BufferedReader output = command.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.contains("pod-1 started")) {
				line = output.readLine();
			}
			assertThat(line).as("the line that tells of the pod").isNotNull();
			List<ProcessHandle> family = command.descendants().toList();
			// while it starts the others
			kill(signal, command);
			assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(family).isNotEmpty();
			awaitEnd(family);
			awaitEnd(ProcessHandle.allProcesses()
				.filter((process) -> process.info().commandLine().orElse("").endsWith(pod))
				.toList());
		}
	}

	private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
		for (ProcessHandle process : processes) {
			assertThat(process.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
		}
	}

	// Ctrl-C reaches the whole group, the others the command alone.
	private static void kill(String signal, Process command) throws Exception {
		String target = signal.equals("INT") ? "-" + command.pid() : Long.toString(command.pid());
		Process kill = new ProcessBuilder("kill", "-s", signal, "--", target).inheritIO().start();
		assertThat(kill.waitFor()).isZero();
	}

	private Run run(String... arguments) throws Exception {
		Path output = this.directory.resolve("output");
		Process command = new ProcessBuilder(words(arguments)).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(command.waitFor(100, TimeUnit.SECONDS)).isTrue();
		return new Run(command.exitValue(), Files.readString(output));
	}

	private List<String> words(String... arguments) throws IOException {
		List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-jar", command().toString()));
		List<String> own = List.of(arguments);
		words.addAll(own.contains("--") ? List.of("--get=/", "--replicas=9") : SMALL);
		words.add("--directory=" + this.directory.resolve("pods"));
		words.addAll(own);
		return words;
	}

	private static Path command() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.toString().endsWith("-cli.jar")).findFirst().orElseThrow();
		}
	}

	private static String classPath() {
		return Stream.of(Server.TOMCAT.classPath().split(":", -1))
			.map((entry) -> Path.of(entry).toUri().toString())
			.collect(Collectors.joining(" "));
	}

	/**
	 * What a command has printed, and how it ended.
	 */
	private record Run(int status, String output) {
	}

}
