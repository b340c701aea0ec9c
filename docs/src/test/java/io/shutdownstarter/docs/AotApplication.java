package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.shutdownstarter.docs.fixture.ServingApplication;
import io.shutdownstarter.test.PodCommand;

/**
 * Applications that Boot's own plugin prepares ahead of time, {@code process-aot}, with
 * the endpoint {@code termination} exposed, and nothing of the starter's set.
 */
enum AotApplication {

	SERVLET_BOOT_3(LineClassPath.SERVLET, "3.5.", false),

	SERVLET_BOOT_4(LineClassPath.SERVLET, "4.1.", false),

	REACTIVE_BOOT_3(LineClassPath.REACTIVE, "3.5.", false),

	REACTIVE_BOOT_4(LineClassPath.REACTIVE, "4.1.", false),

	/**
	 * With one port for everything, which is what a build without settings has.
	 */
	SHARED_PORT(LineClassPath.SERVLET, "4.1.", true);

	private static final Path HOME = Path.of("target", "aot").toAbsolutePath();

	private static final String PLUGIN = """
			<build><plugins><plugin>
				<groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId>
				<executions><execution><id>aot</id><phase>generate-resources</phase>
					<goals><goal>process-aot</goal></goals>
					<configuration><mainClass>%s</mainClass><systemPropertyVariables>%s
						<management.endpoint.health.probes.enabled>true</management.endpoint.health.probes.enabled>
						<management.endpoints.web.exposure.include>health,termination</management.endpoints.web.exposure.include>
					</systemPropertyVariables></configuration>
				</execution></executions></plugin></plugins></build>
			""";

	private static final String PORT_OF_ITS_OWN = "<management.server.port>9090</management.server.port>";

	private static final String STARTER = """
			<dependency><groupId>io.shutdownstarter</groupId><artifactId>shutdown-spring-boot-starter</artifactId>
				<version>0.1.0-SNAPSHOT</version></dependency>
			""";

	private static boolean built;

	private final LineClassPath kind;

	private final String line;

	private final boolean sharedPort;

	AotApplication(LineClassPath kind, String line, boolean sharedPort) {
		this.kind = kind;
		this.line = line;
		this.sharedPort = sharedPort;
	}

	/**
	 * Starts it as it was prepared.
	 * @return the command
	 */
	PodCommand command() {
		build();
		String classPath = Stream
			.concat(Stream.of(classes(), LineClassPath.starter()), this.kind.classPath(version()).stream())
			.map(Path::toString)
			.collect(Collectors.joining(":"));
		PodCommand command = PodCommand.mainClass(ServingApplication.class.getName(), classPath)
			.withJvmArguments("-Dspring.aot.enabled=true", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
		return this.sharedPort ? command.withSharedPort() : command;
	}

	/**
	 * What a native image would be told of reflection.
	 * @return the text of all files, without white space
	 */
	String reflectionHints() throws IOException {
		build();
		try (Stream<Path> files = Files.walk(classes().resolve("META-INF/native-image"))) {
			StringBuilder text = new StringBuilder();
			for (Path file : files.filter((path) -> path.toString().endsWith(".json")).toList()) {
				text.append(Files.readString(file));
			}
			return text.toString().replaceAll("\\s", "");
		}
	}

	/**
	 * What a native image has to be told for the server, whose types are reached by name.
	 * @return parts of {@link #reflectionHints()}
	 */
	String[] serversOwnHints() {
		return (this.kind == LineClassPath.REACTIVE)
				? new String[] { "httpServer", "reactor.netty.http.server.HttpServerRequest", "shutdownQuietPeriod" }
				: new String[] { "getTomcat", "writeGoAwayFrame",
						"\"getEndpoint\",\"parameterTypes\":[]},{\"name\":\"setProperty\"" };
	}

	private String version() {
		return LineClassPath.supported()
			.stream()
			.filter((version) -> version.startsWith(this.line))
			.findFirst()
			.orElseThrow();
	}

	private Path project() {
		return HOME.resolve(name().toLowerCase(Locale.ROOT));
	}

	private Path classes() {
		return project().resolve("target/classes");
	}

	private static synchronized void build() {
		if (built) {
			return;
		}
		try {
			List<Path> projects = new ArrayList<>();
			for (AotApplication application : values()) {
				application.write();
				projects.add(application.project());
			}
			LineProjects.run(HOME, projects, "-T2", "generate-resources");
			built = true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write() throws IOException {
		String name = ServingApplication.class.getName().replace('.', '/') + ".class";
		Path target = classes().resolve(name);
		Files.createDirectories(target.getParent());
		try (InputStream code = ServingApplication.class.getClassLoader().getResourceAsStream(name)) {
			Files.copy(Objects.requireNonNull(code), target, StandardCopyOption.REPLACE_EXISTING);
		}
		String plugin = PLUGIN.formatted(ServingApplication.class.getName(), this.sharedPort ? "" : PORT_OF_ITS_OWN);
		Files.writeString(project().resolve("pom.xml"), LineProjects.pom(project().getFileName().toString(), version(),
				plugin, STARTER + this.kind.dependencies(version())));
	}

}
