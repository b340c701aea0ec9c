package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

	@BeforeAll
	static void stage() throws IOException {
		FileSystemUtils.copyRecursively(Path.of("src/it/user-project"), PROJECT);
	}

	@Test
	void theTestOfTheDocsIsGreenAndTurnsRedWhenTheApplicationIsBroken() throws Exception {
		assertThat(mvnTest("")).contains("Tests run: 1, Failures: 0, Errors: 0", "BUILD SUCCESS");

		assertThat(mvnTest("broken")).contains("Tests run: 1, Failures: 1, Errors: 0", "BUILD FAILURE")
			.containsSubsequence("Expecting that no request was lost, but ", "the hook's path is not served",
					"mend  add the starter", "a new connection was refused", "mend  keep serving for longer",
					"What happened:", "pod-1 deleted", "pod-1 SIGTERM", "pod-1 endpoint removed");
	}

	private static String mvnTest(String profile) throws Exception {
		Path log = HOME.resolve("mvn-" + profile + ".log");
		ForkedMaven.in(HOME).run(PROJECT, log, Map.of("SPRING_PROFILES_ACTIVE", profile), List.of("test"));
		return Files.readString(log);
	}

}
