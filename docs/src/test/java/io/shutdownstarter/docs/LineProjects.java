package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Projects on lines of Spring Boot that a test writes, and one run of Maven for all of
 * them.
 */
final class LineProjects {

	private LineProjects() {
	}

	/**
	 * A project on Spring Boot's parent.
	 * @param artifact its name
	 * @param boot the version of Spring Boot
	 * @param elements what else it has
	 * @param dependencies what it depends on
	 * @return the text
	 */
	static String pom(String artifact, String boot, String elements, String dependencies) {
		return """
				<project><modelVersion>4.0.0</modelVersion>
					<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
						<version>%s</version><relativePath /></parent>
					<groupId>com.example</groupId><artifactId>%s</artifactId><version>1</version>
					%s
					<dependencies>%s</dependencies></project>
				"""
			.formatted(boot, artifact, elements, dependencies);
	}

	/**
	 * Runs Maven once for several projects.
	 * @param home their folder
	 * @param projects the projects, which are just below it
	 * @param words goals and settings
	 * @throws IOException if a file cannot be written
	 */
	static void run(Path home, List<Path> projects, String... words) throws IOException {
		Files.createDirectories(home);
		Files.writeString(home.resolve("pom.xml"),
				"""
						<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId>
							<artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
							<modules>%s</modules></project>
						""".formatted(projects.stream()
					.map((project) -> "<module>%s</module>".formatted(project.getFileName()))
					.collect(Collectors.joining())));
		Path log = home.resolve("mvn.log");
		try {
			if (ForkedMaven.in(home).run(home, log, Map.of(), List.of(words)) != 0) {
				throw new IllegalStateException("Maven failed:\n" + Files.readString(log));
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
