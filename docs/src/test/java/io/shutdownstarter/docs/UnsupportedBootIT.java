package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.docs.fixture.SmallApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications on lines of Spring Boot that the starter does not go with: real
 * ones that are too old, and one whose Spring Boot says that it is newer than all.
 */
class UnsupportedBootIT {

	private static final Path HOME = Path.of("target", "unsupported").toAbsolutePath();

	private static final Path CLASSES = HOME.resolve("classes");

	private static final Path TOO_NEW = HOME.resolve("too-new");

	private static final Map<String, String> OFF = Map.of("SHUTDOWN_STARTER_ENABLED", "false");

	private static final Map<String, String> ALLOWED = Map.of("SHUTDOWN_STARTER_ALLOW_UNTESTED_SPRING_BOOT", "true");

	static List<String> tooOld() {
		return LineClassPath.TOO_OLD;
	}

	@BeforeAll
	static void compile() throws IOException {
		String name = SmallApplication.class.getName().replace('.', '/') + ".class";
		Path target = CLASSES.resolve(name);
		Files.createDirectories(target.getParent());
		try (InputStream code = SmallApplication.class.getClassLoader().getResourceAsStream(name)) {
			Files.copy(Objects.requireNonNull(code), target, StandardCopyOption.REPLACE_EXISTING);
		}
		Path source = Files.createDirectories(TOO_NEW).resolve("SpringBootVersion.java");
		Files.writeString(source, """
				package org.springframework.boot;
				public final class SpringBootVersion {
					public static String getVersion() {
						return "4.3.0";
					}
				}
				""");
		assertThat(
				ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", TOO_NEW.toString(), source.toString()))
			.isZero();
	}

	@ParameterizedTest
	@MethodSource("tooOld")
	void anApplicationOnAnOldLineStopsWithAClearMessage(String version) throws Exception {
		Run run = run("old-" + version, oldClassPath(version), Map.of());

		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output())
			.containsSubsequence("APPLICATION FAILED TO START",
					"Spring Boot %s is older than the lines that this version of the starter works with: %s."
						.formatted(version, LineClassPath.range()),
					"Use Spring Boot 3.4 or later. To start without the starter, set shutdown-starter.enabled=false.")
			.doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "NoSuchMethodError");
	}

	@ParameterizedTest
	@MethodSource("tooOld")
	void anApplicationOnAnOldLineStartsWithoutTheStarter(String version) throws Exception {
		Run run = run("off-" + version, oldClassPath(version), OFF);

		assertThat(run.output()).contains(SmallApplication.DONE)
			.doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "NoSuchMethodError");
		assertThat(run.exitCode()).isZero();
	}

	@Test
	void anApplicationOnANewLineStopsWithAClearMessageUnlessToldToGoOn() throws Exception {
		Run stopped = run("new", newClassPath(), Map.of());

		assertThat(stopped.exitCode()).isEqualTo(1);
		assertThat(stopped.output()).containsSubsequence("APPLICATION FAILED TO START",
				"Spring Boot 4.3.0 is newer than the lines that this version of the starter is made for: %s."
					.formatted(LineClassPath.range()),
				"Use a newer version of the starter.", "shutdown-starter.allow-untested-spring-boot=true",
				"shutdown-starter.enabled=false");

		Run allowed = run("new-allowed", newClassPath(), ALLOWED);

		assertThat(allowed.output()).containsSubsequence(
				"The starter goes on with Spring Boot 4.3.0, although it is made for lines up to 4.2 only",
				"Termination by hook", SmallApplication.DONE);
		assertThat(allowed.exitCode()).isZero();
	}

	private static List<Path> oldClassPath(String version) {
		List<Path> classPath = new ArrayList<>(List.of(CLASSES, LineClassPath.starter()));
		classPath.addAll(LineClassPath.SERVLET.classPath(version));
		return classPath;
	}

	private static List<Path> newClassPath() {
		List<String> released = LineClassPath.released();
		List<Path> classPath = new ArrayList<>(List.of(TOO_NEW));
		classPath.addAll(oldClassPath(released.get(released.size() - 1)));
		return classPath;
	}

	private static Run run(String name, List<Path> classPath, Map<String, String> environment) throws Exception {
		Path log = HOME.resolve(name + ".log");
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
				"-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(":")),
				SmallApplication.class.getName(), "--server.port=0")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("end of %s", log).isTrue();
			return new Run(process.exitValue(), Files.readString(log));
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * What a process has done.
	 *
	 * @param exitCode its exit code
	 * @param output what it has written
	 */
	private record Run(int exitCode, String output) {
	}

}
