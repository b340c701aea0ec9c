package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import io.shutdownstarter.Termination;

/**
 * Class paths of applications on lines of Spring Boot, the starter left out. The lines
 * that go are those of the folder of small applications; two that are too old come to
 * them. One run of Maven resolves all.
 */
enum LineClassPath {

	/**
	 * What the starter's classes may refer to, all of it at once.
	 */
	EVERYTHING("web webflux actuator security jetty"),

	/**
	 * An application with Spring MVC on Tomcat.
	 */
	SERVLET("web actuator"),

	/**
	 * An application with WebFlux on Reactor Netty.
	 */
	REACTIVE("webflux actuator");

	static final List<String> TOO_OLD = List.of("2.7.18", "3.3.13");

	private static final String CLASS_PATH = "class-path.txt";

	private static final Path HOME = Path.of("target", "lines").toAbsolutePath();

	/**
	 * What kept some class path from being resolved, of this JVM's one run of Maven.
	 */
	private static String failure = "";

	private static boolean resolved;

	private final String starters;

	LineClassPath(String starters) {
		this.starters = starters;
	}

	/**
	 * The versions that stand for the lines that the starter works with.
	 * @return the versions, the oldest first
	 */
	static List<String> supported() {
		return BootLine.all().stream().map(BootLine::version).toList();
	}

	/**
	 * Those that are released: of a milestone some artifacts may be missing.
	 * @return the versions, the oldest first
	 */
	static List<String> released() {
		return BootLine.all().stream().filter((line) -> !line.isMilestone()).map(BootLine::version).toList();
	}

	/**
	 * The lines as they are named to users.
	 * @return the oldest and the newest
	 */
	static String range() {
		List<BootLine> lines = BootLine.all();
		return lines.get(0).name() + " to " + lines.get(lines.size() - 1).name();
	}

	/**
	 * The starter as it is built: its jar, or its classes before there is one.
	 * @return the place
	 */
	static Path starter() {
		try {
			return Path.of(Termination.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The class path of such an application. Where a milestone cannot be resolved, the
	 * test is skipped and says so.
	 * @param version the version of Spring Boot
	 * @return its jars
	 */
	List<Path> classPath(String version) {
		try {
			resolve();
			Path file = project(version).resolve(CLASS_PATH);
			if (Files.notExists(file)) {
				return isMilestone(version) ? Assumptions.abort("Spring Boot %s cannot be resolved".formatted(version))
						: notResolved(version);
			}
			return Arrays.stream(Files.readString(file).strip().split(":", -1)).map(Path::of).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isMilestone(String version) {
		return BootLine.all().stream().anyMatch((line) -> line.version().equals(version) && line.isMilestone());
	}

	private static List<Path> notResolved(String version) {
		throw new IllegalStateException("Spring Boot %s cannot be resolved. %s".formatted(version, failure));
	}

	private Path project(String version) {
		return HOME.resolve(name().toLowerCase(Locale.ROOT) + "-" + version);
	}

	private static synchronized void resolve() throws IOException {
		if (resolved) {
			return;
		}
		resolved = true;
		List<Path> modules = new ArrayList<>();
		for (String version : Stream.concat(supported().stream(), TOO_OLD.stream()).toList()) {
			for (LineClassPath kind : TOO_OLD.contains(version) ? new LineClassPath[] { SERVLET } : values()) {
				Path project = Files.createDirectories(kind.project(version));
				Files.writeString(project.resolve("pom.xml"), kind.pom(version));
				Files.deleteIfExists(project.resolve(CLASS_PATH));
				modules.add(project);
			}
		}
		try {
			LineProjects.run(HOME, modules, "-fae", "-DincludeScope=runtime", "-Dmdep.outputFile=" + CLASS_PATH,
					"-Dmdep.pathSeparator=:", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath");
		}
		catch (IllegalStateException ex) {
			failure = String.valueOf(ex.getMessage());
		}
	}

	private String pom(String version) {
		return LineProjects.pom(project(version).getFileName().toString(), version, "<packaging>pom</packaging>",
				dependencies(version));
	}

	/**
	 * What such an application depends on.
	 * @param version the version of Spring Boot
	 * @return the elements of its project
	 */
	String dependencies(String version) {
		String starters = Arrays.stream(this.starters.split(" ", -1))
			.map(LineClassPath::starter)
			.collect(Collectors.joining());
		if (this == EVERYTHING) {
			starters += dependency("org.eclipse.jetty.http2", "jetty-http2-server");
			starters += version.startsWith("3.") ? starter("undertow") : "";
		}
		return starters;
	}

	private static String starter(String name) {
		return dependency("org.springframework.boot", "spring-boot-starter-" + name);
	}

	// without Netty's jars for one platform each, which do not come with each release at
	// once
	private static String dependency(String group, String artifact) {
		return """
				<dependency><groupId>%s</groupId><artifactId>%s</artifactId><exclusions>
					<exclusion><groupId>io.netty</groupId><artifactId>netty-codec-native-quic</artifactId></exclusion>
					<exclusion><groupId>io.netty</groupId><artifactId>netty-resolver-dns-native-macos</artifactId></exclusion>
					<exclusion><groupId>io.netty</groupId><artifactId>netty-transport-native-epoll</artifactId></exclusion>
				</exclusions></dependency>
				"""
			.formatted(group, artifact);
	}

}
