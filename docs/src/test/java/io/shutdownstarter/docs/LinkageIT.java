package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.shutdownstarter.docs.fixture.NewerThanOldLines;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the starter's classes refer to: each class, method and field exists in
 * each line of Spring Boot, with the exception of classes that are never loaded there.
 * That those are not is shown by the applications of the matrix, which would not start.
 */
class LinkageIT {

	/**
	 * Classes that are not loaded on lines whose versions begin so, and why. There is
	 * none at present: what a line lacks is reached by its name.
	 */
	private static final List<NeverLoaded> NEVER_LOADED = List.of();

	/**
	 * What runs on any line, to say that it does not go.
	 */
	private static final List<String> ON_ANY_LINE = List.of("io.shutdownstarter.SpringBootLine",
			"io.shutdownstarter.UnsupportedSpringBoot", "io.shutdownstarter.StarterSwitch");

	private static final Map<String, Map<String, Set<String>>> FOUND = new TreeMap<>();

	static List<String> supported() {
		return LineClassPath.supported();
	}

	static List<String> tooOld() {
		return LineClassPath.TOO_OLD;
	}

	@ParameterizedTest
	@MethodSource("supported")
	void whatTheStarterRefersToExists(String version) {
		Map<String, Set<String>> missing = new TreeMap<>(found(version));
		missing.keySet().removeIf((type) -> NEVER_LOADED.stream().anyMatch((exception) -> exception.is(type, version)));

		assertThat(missing).as("what Spring Boot %s lacks, by the class that refers to it", version).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("tooOld")
	void whatTellsThatALineDoesNotGoRunsThere(String version) {
		Map<String, Set<String>> missing = new TreeMap<>();
		for (String beginning : ON_ANY_LINE) {
			missing.putAll(missing(LineClassPath.SERVLET, version, beginning));
		}
		assertThat(missing).as("what Spring Boot %s lacks, by the class that refers to it", version).isEmpty();
	}

	@Test
	void everyExceptionIsNeeded() {
		List<NeverLoaded> unneeded = new ArrayList<>(NEVER_LOADED);
		for (String version : LineClassPath.released()) {
			unneeded.removeIf(
					(exception) -> found(version).keySet().stream().anyMatch((type) -> exception.is(type, version)));
		}
		assertThat(unneeded).isEmpty();
	}

	@Test
	void aClassAMethodAndAFieldThatAreMissingAreFoundByLineClassAndMember() throws IOException {
		List<String> released = LineClassPath.released();
		String oldest = released.get(0);
		Path tests = Path.of("target", "test-classes");
		try (Linkage linkage = new Linkage(tests, LineClassPath.EVERYTHING.classPath(oldest))) {
			assertThat(linkage.missing(NewerThanOldLines.class.getName())).hasSize(1)
				.hasEntrySatisfying(NewerThanOldLines.class.getName(), (missing) -> assertThat(missing).hasSize(3)
					.anyMatch((text) -> text.contains("org.springframework.boot.EnvironmentPostProcessor"))
					.anyMatch((text) -> text.contains("org.springframework.context.SmartLifecycle.isPauseable()"))
					.anyMatch((text) -> text.contains("MemberCategory.ACCESS_DECLARED_FIELDS"))
					.allMatch((text) -> text.contains("NewerThanOldLines.java:")));
		}
		String newest = released.get(released.size() - 1);
		try (Linkage linkage = new Linkage(tests, LineClassPath.EVERYTHING.classPath(newest))) {
			assertThat(linkage.missing(NewerThanOldLines.class.getName())).isEmpty();
		}
	}

	private static Map<String, Set<String>> found(String version) {
		return FOUND.computeIfAbsent(version, (same) -> missing(LineClassPath.EVERYTHING, same, ""));
	}

	private static Map<String, Set<String>> missing(LineClassPath kind, String version, String beginning) {
		try (Linkage linkage = new Linkage(LineClassPath.starter(), kind.classPath(version))) {
			return linkage.missing(beginning);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A class that is not loaded on some lines.
	 *
	 * @param type its name below the starter's package, as a regular expression
	 * @param line how the versions begin
	 * @param reason what keeps it from being loaded
	 */
	private record NeverLoaded(String type, String line, String reason) {

		boolean is(String name, String version) {
			return name.matches("io\\.shutdownstarter\\." + this.type) && version.startsWith(this.line);
		}

	}

}
