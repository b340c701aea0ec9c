package io.shutdownstarter.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.shutdownstarter.sample.FtpRestServiceApplication;
import io.shutdownstarter.test.PodCommand;

/**
 * The classes of the class path's jars, read once and shared by all applications that
 * start with the same jars: a start takes two thirds of the processor's time, and is the
 * same in everything else. The way is Spring Boot's own, "class data sharing" in its
 * reference.
 */
public final class ClassArchive {

	private static final Path OUTPUT = Path.of("target", "conformance");

	private static final long MOST_SECONDS = 120;

	private static final List<String> options = create();

	private ClassArchive() {
	}

	// Starts a class from this JVM's class path.
	public static PodCommand command(Class<?> main) {
		return PodCommand.mainClass(main.getName(), classPath(FixtureApp.classPathEntries().toList()))
			.withJvmArguments(options.toArray(String[]::new));
	}

	// What a JVM has to be started with; nothing if there is no archive.
	static List<String> options() {
		return options;
	}

	// Only jars can be shared, and they have to come first.
	static String classPath(List<String> entries) {
		List<String> jars = entries.stream().filter(ClassArchive::isJar).toList();
		List<String> others = entries.stream().filter((entry) -> !isJar(entry)).toList();
		return String.join(File.pathSeparator, jars)
				+ (others.isEmpty() ? "" : File.pathSeparator + String.join(File.pathSeparator, others));
	}

	private static boolean isJar(String entry) {
		return entry.endsWith(".jar");
	}

	private static List<String> create() {
		try {
			Path archive = Files.createDirectories(OUTPUT).resolve("classes.jsa").toAbsolutePath();
			String jars = classPath(FixtureApp.classPathEntries().filter(ClassArchive::isJar).toList());
			Process process = new ProcessBuilder(FixtureApp.JAVA, "-XX:ArchiveClassesAtExit=" + archive,
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Dspring.context.exit=onRefresh", "-cp",
					jars, FtpRestServiceApplication.class.getName())
				.redirectErrorStream(true)
				.redirectOutput(OUTPUT.resolve("classes.log").toFile())
				.start();
			boolean created = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
					&& Files.exists(archive);
			process.destroyForcibly();
			return created ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
