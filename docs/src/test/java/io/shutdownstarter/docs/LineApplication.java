package io.shutdownstarter.docs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.shutdownstarter.test.PodCommand;

/**
 * The application of a line of Spring Boot, as Maven has built it.
 *
 * @param line the line
 * @param stack the web stack
 * @param server the server
 * @param project the folder of its project
 * @param classPath its classes, and all that it needs at run time
 */
record LineApplication(BootLine line, String stack, String server, Path project, List<Path> classPath) {

	static final String MAIN_CLASS = "com.example.compatibility.Application";

	/** The jar that has a server's version. */
	private static final Map<String, String> JARS = Map.of("tomcat", "tomcat-embed-core-", "jetty", "jetty-server-",
			"undertow", "undertow-core-", "netty", "reactor-netty-http-");

	LineApplication {
		classPath = List.copyOf(classPath);
		checkStarter(classPath);
	}

	// Whatever else is there: what is tried is what this build has made.
	private static void checkStarter(List<Path> classPath) {
		Path starter = ForkedMaven.starter();
		List<Path> found = classPath.stream().filter((jar) -> jar.endsWith(starter.getFileName())).toList();
		try {
			if (found.size() != 1 || Files.mismatch(starter, found.get(0)) >= 0) {
				throw new IllegalStateException(starter + " is not what is on the class path: " + found);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Its class path as a command line has it.
	 * @return the paths
	 */
	String classPathText() {
		return this.classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * The server with its version, by its jar.
	 * @return for example {@code Tomcat 10.1.55}
	 */
	String serverWithVersion() {
		String jar = JARS.getOrDefault(this.server, this.server + "-");
		String version = this.classPath.stream()
			.map((path) -> path.getFileName().toString())
			.filter((name) -> name.startsWith(jar))
			.map((name) -> name.substring(jar.length()).replace(".jar", ""))
			.collect(Collectors.joining(", "));
		return CompatibilityCell.title(this.server) + " " + version;
	}

	/**
	 * How a pod with it is started. Pods start while others serve, all on one machine:
	 * without the compiler for long runs they are ready in a third of the time.
	 * @return the command
	 */
	PodCommand command() {
		return PodCommand.mainClass(MAIN_CLASS, classPathText())
			.withJvmArguments("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
	}

}
