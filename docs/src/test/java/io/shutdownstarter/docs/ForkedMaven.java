package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Maven of its own, which builds a user's project with the jars that this build has
 * made. It has a local repository of its own with nothing in it but these; all else it
 * shares with this build by links, so that nothing is downloaded twice, and nothing of
 * the project gets into the local repository of this build.
 */
final class ForkedMaven {

	private static final String VERSION = "0.1.0-SNAPSHOT";

	private static final String STARTER = "shutdown-spring-boot-starter";

	/**
	 * What this build has made by folder, and the parent that Maven looks up for it.
	 */
	private static final Map<String, String> ARTIFACTS = Map.of("shutdown-starter", STARTER, "shutdown-starter-test",
			"shutdown-spring-boot-starter-test", "", "shutdown-starter-parent");

	// The compiler for long runs does not pay off in a Maven that is over in seconds.
	private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

	private final Path localRepository;

	private ForkedMaven(Path localRepository) {
		this.localRepository = localRepository;
	}

	/**
	 * Lays out what this build has made.
	 * @param home the folder for the local repository, created if need be
	 * @return the Maven
	 * @throws IOException if it cannot be laid out
	 */
	static ForkedMaven in(Path home) throws IOException {
		Path repository = home.resolve("m2").toAbsolutePath();
		Path shared = property("maven.repo.local");
		link(shared, repository, "io");
		link(shared.resolve("io"), repository.resolve("io"), "shutdownstarter");
		for (Map.Entry<String, String> artifact : ARTIFACTS.entrySet()) {
			install(Document.ROOT.resolve(artifact.getKey()), artifact.getValue(), repository);
		}
		return new ForkedMaven(repository);
	}

	/**
	 * The starter's jar as this build has made it.
	 * @return the file
	 */
	static Path starter() {
		return Document.ROOT.resolve("shutdown-starter/target").resolve(STARTER + "-" + VERSION + ".jar");
	}

	private static void link(Path from, Path to, String except) throws IOException {
		Files.createDirectories(to);
		try (Stream<Path> entries = Files.list(from)) {
			for (Path entry : entries.toList()) {
				Path link = to.resolve(entry.getFileName());
				if (!entry.endsWith(except) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
					Files.createSymbolicLink(link, entry.toAbsolutePath());
				}
			}
		}
	}

	// As the plugin for it does: Maven takes a snapshot without metadata for installed.
	private static void install(Path module, String artifact, Path repository) throws IOException {
		String name = artifact + "-" + VERSION;
		Path target = Files
			.createDirectories(repository.resolve("io/shutdownstarter").resolve(artifact).resolve(VERSION));
		Files.copy(module.resolve("pom.xml"), target.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
		Path jar = module.resolve("target").resolve(name + ".jar");
		if (Files.exists(jar)) {
			Files.copy(jar, target.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Builds a project. Blocks until Maven is over, at most for 10 minutes.
	 * @param project the folder with the pom
	 * @param log where Maven's output goes
	 * @param environment what is added to the environment of this process
	 * @param arguments goals and options
	 * @return Maven's exit status
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if interrupted
	 */
	int run(Path project, Path log, Map<String, String> environment, List<String> arguments)
			throws IOException, InterruptedException {
		// or Maven would take the settings of our own build
		Files.createDirectories(project.resolve(".mvn"));
		Process maven = builder(project, log, environment, arguments).start();
		try {
			if (!maven.waitFor(10, TimeUnit.MINUTES)) {
				throw new IllegalStateException("Maven has not ended: " + log);
			}
			return maven.exitValue();
		}
		finally {
			try (Stream<ProcessHandle> descendants = maven.descendants()) {
				descendants.forEach(ProcessHandle::destroy);
			}
			maven.destroy();
		}
	}

	private ProcessBuilder builder(Path project, Path log, Map<String, String> environment, List<String> arguments) {
		ProcessBuilder builder = new ProcessBuilder(property("maven.home").resolve("bin/mvn").toString(), "-B", "-ntp",
				"-Dmaven.repo.local=" + this.localRepository)
			.directory(project.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.command().addAll(arguments);
		builder.environment().merge("MAVEN_OPTS", QUICK_START, (options, more) -> options + " " + more);
		builder.environment().putAll(environment);
		return builder;
	}

	private static Path property(String name) {
		return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " comes from the pom"));
	}

}
