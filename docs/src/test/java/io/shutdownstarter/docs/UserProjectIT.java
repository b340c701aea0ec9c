package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a user's view: a project of its own, built by Maven from Spring Boot's parent,
 * has nothing of ours but the two dependencies and the test {@code TerminationTests} that
 * the page on the rehearsal shows. Its path has a space.
 */
@Tag("long")
class UserProjectIT {

	private static final Path HOME = Path.of("target", "a user").toAbsolutePath();

	private static final Path PROJECT = HOME.resolve("orders");

	private static final String VERSION = "0.1.0-SNAPSHOT";

	/** What this build has made by folder, and the parent that Maven looks up for it. */
	private static final Map<String, String> ARTIFACTS = Map.of("shutdown-starter", "shutdown-spring-boot-starter",
			"shutdown-starter-test", "shutdown-spring-boot-starter-test", "", "shutdown-starter-parent");

	@BeforeAll
	static void stage() throws IOException {
		FileSystemUtils.copyRecursively(Path.of("src/it/user-project"), PROJECT);
		// or Maven would take the settings of our own build
		Files.createDirectories(PROJECT.resolve(".mvn"));
		for (Map.Entry<String, String> artifact : ARTIFACTS.entrySet()) {
			stage(Document.ROOT.resolve(artifact.getKey()), artifact.getValue());
		}
		Files.writeString(HOME.resolve("settings.xml"), settings());
	}

	@Test
	void theTestOfTheDocsIsGreenAndTurnsRedWhenTheApplicationIsBroken() throws Exception {
		assertThat(mvnTest("")).contains("Tests run: 1, Failures: 0, Errors: 0", "BUILD SUCCESS");

		assertThat(mvnTest("broken")).contains("Tests run: 1, Failures: 1, Errors: 0", "BUILD FAILURE")
			.containsSubsequence("Expecting that no request was lost, but ", "the hook's path is not served",
					"mend  add the starter", "a new connection was refused", "mend  keep serving for longer",
					"What happened:", "pod-1 deleted", "pod-1 SIGTERM", "pod-1 endpoint removed");
	}

	// Lays the artifacts out as a repository does.
	private static void stage(Path module, String artifact) throws IOException {
		String name = artifact + "-" + VERSION;
		Path target = Files
			.createDirectories(HOME.resolve("repository/io/shutdownstarter").resolve(artifact).resolve(VERSION));
		Files.copy(module.resolve("pom.xml"), target.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
		Path jar = module.resolve("target").resolve(name + ".jar");
		if (Files.exists(jar)) {
			Files.copy(jar, target.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	// Nothing of the project gets into the local repository of this build; what is there
	// already is taken from it, the rest from where Maven always takes it.
	private static String settings() {
		return """
				<settings>
					<localRepository>%s</localRepository>
					<profiles><profile><id>staged</id>
						<repositories>%s%s</repositories>
						<pluginRepositories>%s</pluginRepositories>
					</profile></profiles>
					<activeProfiles><activeProfile>staged</activeProfile></activeProfiles>
				</settings>
				""".formatted(HOME.resolve("m2"), repository("staged", HOME.resolve("repository"), "repository"),
				repository("there", property("maven.repo.local"), "repository"),
				repository("there", property("maven.repo.local"), "pluginRepository"));
	}

	private static String repository(String id, Path path, String element) {
		return """
				<%s><id>%s</id><url>%s</url>
					<releases><checksumPolicy>ignore</checksumPolicy></releases>
					<snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
				</%s>""".formatted(element, id, path.toUri(), element);
	}

	private static Path property(String name) {
		return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " comes from the pom"));
	}

	private static String mvnTest(String profile) throws Exception {
		Path log = HOME.resolve("mvn-" + profile + ".log");
		List<String> command = List.of(property("maven.home").resolve("bin/mvn").toString(), "-B", "-ntp", "-gs",
				HOME.resolve("settings.xml").toString(), "test");
		ProcessBuilder builder = new ProcessBuilder(command).directory(PROJECT.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().put("SPRING_PROFILES_ACTIVE", profile);
		Process maven = builder.start();
		try {
			assertThat(maven.waitFor(10, TimeUnit.MINUTES)).as("end of %s", log).isTrue();
			return Files.readString(log);
		}
		finally {
			try (Stream<ProcessHandle> descendants = maven.descendants()) {
				descendants.forEach(ProcessHandle::destroy);
			}
			maven.destroy();
		}
	}

}
