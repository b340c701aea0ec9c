package io.shutdownstarter.docs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * A line of Spring Boot, with its project in {@code src/it/compatibility}: built as a
 * user's, from Spring Boot's parent, with the very jar that this build has made.
 *
 * @param name the line, for example {@code 3.5}
 * @param version the version that the project has
 * @param stacks the web stacks, in the order of the project
 * @param servers the servers, in the order of the project
 */
record BootLine(String name, String version, List<String> stacks, List<String> servers) {

	private static final Path PROJECTS = Path.of("src/it/compatibility");

	private static final Path HOME = Path.of("target/compatibility").toAbsolutePath();

	private static final String DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:build-classpath";

	private static final Map<List<String>, LineApplication> BUILT = new HashMap<>();

	/**
	 * All lines, the oldest first.
	 * @return the lines
	 */
	static List<BootLine> all() {
		try (Stream<Path> folders = Files.list(PROJECTS)) {
			return folders.map((folder) -> folder.getFileName().toString())
				.filter((folder) -> folder.startsWith("boot-"))
				.sorted()
				.map((folder) -> of(folder.substring("boot-".length())))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a line's project.
	 * @param name the line, for example {@code 3.5}
	 * @return the line
	 */
	static BootLine of(String name) {
		LinePom pom = LinePom.read(PROJECTS.resolve("boot-" + name).resolve("pom.xml"));
		return new BootLine(name, pom.bootVersion(), pom.choices("stack"), pom.choices("server"));
	}

	/**
	 * Whether the line is not released yet, so that it may fail.
	 * @return whether its version is that of a milestone or a candidate
	 */
	boolean isMilestone() {
		return this.version.contains("-");
	}

	/**
	 * The servers that a stack runs on.
	 * @param stack the stack
	 * @return the servers, in the order of the project
	 */
	List<String> servers(String stack) {
		return this.servers.stream().filter((server) -> !(stack.equals("servlet") && server.equals("netty"))).toList();
	}

	/**
	 * Builds the application of this line by Maven, once in this JVM. One is built at a
	 * time, since all share a local repository.
	 * @param stack the web stack, {@code servlet} or {@code reactive}
	 * @param server the server
	 * @param more more options and goals for Maven, for example a profile; it compiles
	 * anyway
	 * @return the application
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if it cannot be built
	 */
	LineApplication build(String stack, String server, String... more) throws InterruptedException {
		List<String> key = new ArrayList<>(List.of(this.name, stack, server));
		key.addAll(List.of(more));
		synchronized (BUILT) {
			LineApplication built = BUILT.get(key);
			if (built == null) {
				try {
					built = buildNow(String.join("-", key).replaceAll("[^\\w.]+", "-"), stack, server, List.of(more));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				BUILT.put(key, built);
			}
			return built;
		}
	}

	private LineApplication buildNow(String folder, String stack, String server, List<String> more)
			throws IOException, InterruptedException {
		Path copy = HOME.resolve(folder);
		FileSystemUtils.deleteRecursively(copy);
		FileSystemUtils.copyRecursively(PROJECTS, copy);
		Path project = copy.resolve("boot-" + this.name);
		Path dependencies = copy.resolve("dependencies");
		List<String> arguments = new ArrayList<>(List.of("-Dstack=" + stack, "-Dserver=" + server, "compile"));
		arguments.addAll(more);
		arguments.addAll(List.of(DEPENDENCIES, "-DincludeScope=runtime", "-Dmdep.outputFile=" + dependencies));
		Path log = copy.resolve("mvn.log");
		if (ForkedMaven.in(HOME).run(project, log, Map.of(), arguments) != 0) {
			throw new IllegalStateException("%s cannot be built: %s".formatted(folder, errors(log)));
		}
		return new LineApplication(this, stack, server, project, classPath(project, dependencies));
	}

	private static List<Path> classPath(Path project, Path dependencies) throws IOException {
		List<Path> classPath = new ArrayList<>(List.of(project.resolve("target/classes")));
		Arrays.stream(Files.readString(dependencies).strip().split(File.pathSeparator, -1))
			.map(Path::of)
			.forEach(classPath::add);
		return classPath;
	}

	private static List<String> errors(Path log) throws IOException {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> line.startsWith("[ERROR]")).limit(3).toList();
		}
	}

	@Override
	public String toString() {
		return "Boot " + this.version;
	}

}
