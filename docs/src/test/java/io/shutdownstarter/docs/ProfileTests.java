package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.test.PodSpecSettings;
import io.shutdownstarter.test.PodSpecWorkload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the profiles: the arithmetic is right, and each manifest agrees with the
 * settings beside it.
 */
class ProfileTests {

	private static final Document OPERATIONS = Document.of("docs/operations.md");

	private static final Table TABLE = OPERATIONS.table("Profiles");

	@TempDir
	private Path directory;

	static List<Map<String, String>> profiles() {
		return TABLE.rows();
	}

	static List<String> names() {
		return TABLE.column("profile");
	}

	@ParameterizedTest
	@MethodSource("profiles")
	void timesAddUp(Map<String, String> row) {
		ShutdownProperties settings = settings(row.getOrDefault("profile", ""));
		Duration budget = settings.gracePeriod().minus(settings.closeReserve());
		Duration maximum = settings.propagation().maximum();
		Duration longest = (maximum != null) ? maximum : Duration.ofSeconds(15);
		assertThat(row).containsEntry("grace period", seconds(settings.gracePeriod()))
			.containsEntry("close reserve", seconds(settings.closeReserve()))
			.containsEntry("minimum", seconds(settings.propagation().minimum()))
			.containsEntry("quiet period", seconds(settings.propagation().quietPeriod()))
			.containsEntry("maximum", seconds(longest))
			.containsEntry("left for the drain", seconds(budget.minus(longest)))
			.containsEntry("readiness",
					"`" + settings.readiness().name().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
	}

	@ParameterizedTest
	@MethodSource("names")
	void manifestAgreesWithSettings(String profile) {
		PodSpecWorkload workload = Yaml.read(manifest(profile), this.directory).workload("app");
		assertThat(workload).container("app").agreesWith(PodSpecSettings.of(environment(profile)));
	}

	@ParameterizedTest
	@MethodSource("names")
	void manifestNamesTheGracePeriod(String profile) {
		assertThat(blocks(profile).stream().filter((block) -> Yaml.of(block) != Yaml.SETTINGS).toList()).singleElement()
			.satisfies((block) -> assertThat(block.text()).contains("terminationGracePeriodSeconds: "));
	}

	@Test
	void everySectionIsAProfileOfTheTable() {
		List<String> lines = OPERATIONS.prose();
		int from = lines.indexOf("## Profiles");
		List<String> sections = lines.subList(from, lines.indexOf("## Checking the manifest"))
			.stream()
			.filter((line) -> line.startsWith("### "))
			.map((line) -> line.substring(4))
			.toList();
		assertThat(sections).isEqualTo(names());
	}

	@Test
	void oldSidecarsStayToTheDeadline() {
		ShutdownProperties settings = settings("Old sidecars");
		long deadline = settings.gracePeriod().minus(settings.closeReserve()).toSeconds();
		assertThat(blocks("Old sidecars")).singleElement()
			.satisfies((block) -> assertThat(block.text()).contains("terminationDrainDuration: " + deadline + "s",
					"proxy-wait-before-exit-seconds: \"" + deadline + "\""));
	}

	private static ShutdownProperties settings(String profile) {
		return Binder.get(environment(profile)).bindOrCreate("shutdown-starter", ShutdownProperties.class);
	}

	private static StandardEnvironment environment(String profile) {
		Map<String, Object> settings = new TreeMap<>();
		// what the manifest hands to the container
		settings.put("PRESTOP_TOKEN", "6d2c1f0e9b8a47d3");
		if (isJob(profile)) {
			settings.put("spring.main.web-application-type", "none");
		}
		else {
			addSettings(settings, "The manifest");
		}
		addSettings(settings, profile);
		return Yaml.environment(settings);
	}

	private static void addSettings(Map<String, Object> settings, String heading) {
		blocks(heading).stream()
			.filter((block) -> Yaml.of(block) == Yaml.SETTINGS)
			.forEach((block) -> settings.putAll(Yaml.settings(block)));
	}

	private static Map<String, Object> manifest(String profile) {
		Map<String, Object> manifest = isJob(profile) ? Map.of() : part("The manifest");
		return Yaml.merge(manifest, part(profile));
	}

	private static Map<String, Object> part(String heading) {
		Block block = blocks(heading).stream().filter((one) -> Yaml.of(one) != Yaml.SETTINGS).findFirst().orElseThrow();
		// only the first of all has containers of its own
		return Yaml.merge(Yaml.manifest(block), Map.of());
	}

	private static boolean isJob(String profile) {
		return profile.equals("Jobs");
	}

	private static List<Block> blocks(String heading) {
		return OPERATIONS.blocks()
			.stream()
			.filter((block) -> block.heading().equals(heading) && block.language().equals("yaml"))
			.toList();
	}

	private static String seconds(Duration duration) {
		return duration.toSeconds() + " s";
	}

}
