package io.shutdownstarter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.docs.snippets.SecuredApplication;
import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rules of Spring Security that the docs show, HookSecurity, in a process
 * that is called and signalled as a pod is. One process for all, in the order of its
 * life.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredHookIT {

	private static final String SECRET = "6d2c1f0e9b8a47d3";

	private static Pod pod;

	@BeforeAll
	static void start() throws Exception {
		Path directory = Files.createDirectories(Path.of("target", "pods"));
		pod = Pod.start(PodCommand.mainClass(SecuredApplication.class.getName())
			.withJvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m")
			.withArguments("--spring.main.banner-mode=off", "--shutdown-starter.prestop.token=" + SECRET,
					"--management.endpoints.web.exposure.include=*", "--shutdown-starter.propagation.minimum=2s",
					"--shutdown-starter.propagation.quiet-period=1s"),
				"secured", directory);
		pod.awaitReady(Duration.ofMinutes(2));
		awaitLine("Termination by hook GET ");
	}

	@AfterAll
	static void stop() {
		pod.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /actuator/health, 200", "GET, /actuator/metrics, 401", "GET, /actuator/termination, 401",
			"GET, /actuator/env, 401", "GET, /actuator, 401", "POST, /actuator/loggers/x, 401",
			"GET, /actuator/prestop/x, 401", "GET, /actuator/prestop, 401", "POST, /actuator/prestop, 401",
			"DELETE, /actuator/prestop, 401" })
	@Order(1)
	void onlyHealthAnswersToAnybody(String method, String path, int status) {
		assertThat(Call.of(pod.managementPort(), method, path, "Accept", "application/json").statusCode())
			.isEqualTo(status);
	}

	@Test
	@Order(1)
	void theApplicationAsksForALogin() {
		assertThat(Call.of(pod.port(), "GET", "/", "Accept", "application/json").statusCode()).isEqualTo(401);
	}

	@Test
	@Order(1)
	void theRefusalIsOurOwn() {
		assertThat(Call.of(pod.managementPort(), "GET", "/actuator/prestop").headers().firstValue("WWW-Authenticate"))
			.hasValue(Call.TOKEN);
		assertThat(prestop("GET", "another")).isEqualTo(403);
	}

	@Test
	@Order(1)
	void theStartSaysNothingToMend() throws IOException {
		assertThat(lines()).noneMatch((line) -> line.contains("Finding "));
	}

	@Test
	@Order(2)
	void theOperatorsPairNeedsTheTokenAndNothingElse() {
		assertThat(prestop("POST", SECRET)).isEqualTo(200);
		assertThat(prestop("DELETE", SECRET)).isEqualTo(200);
	}

	@Test
	@Order(3)
	void theHookNeedsTheTokenAndNothingElse() {
		assertThat(prestop("GET", SECRET)).isEqualTo(200);
		assertThat(prestop("DELETE", SECRET)).isEqualTo(200);
	}

	@Test
	@Order(4)
	void afterSigtermTheOperatorsPairIsRefused() throws Exception {
		pod.process().destroy();
		awaitLine("triggered by SIGTERM without a hook");
		assertThat(prestop("POST", SECRET)).isEqualTo(409);
		assertThat(prestop("DELETE", SECRET)).isEqualTo(409);
		assertThat(pod.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(pod.process().exitValue()).isEqualTo(143);
	}

	@ParameterizedTest
	@CsvSource({ "Termination began, triggered by the pre-stop hook", "Propagation wait ended",
			"Termination drained after", "Termination by hook GET" })
	@Order(5)
	void theLogHasTheLinesOfTheDocs(String line) throws IOException {
		String shape = shape(Block.of("text")
			.stream()
			.flatMap((block) -> block.lines().stream())
			.filter((documented) -> documented.startsWith(line))
			.findFirst()
			.orElseThrow());
		assertThat(lines().stream().map(SecuredHookIT::shape)).anyMatch((logged) -> logged.endsWith(shape));
	}

	private static int prestop(String method, String token) {
		return Call.of(pod.managementPort(), method, "/actuator/prestop", Call.TOKEN, token).statusCode();
	}

	private static String shape(String line) {
		return line.replaceAll("\\d+ late requests, the last one after [\\d.]+ s", "no late requests")
			.replaceAll("\\b\\d+ requests?", "N requests")
			.replaceAll("[\\d.]+ s", "N s")
			.replaceAll("\\b\\d{4,5}\\b", "PORT")
			.replaceAll("\\d+ late", "N late");
	}

	private static void awaitLine(String text) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(lines()).anyMatch((line) -> line.contains(text)));
	}

	private static List<String> lines() throws IOException {
		return Files.readString(pod.log()).lines().toList();
	}

}
