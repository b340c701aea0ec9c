package io.shutdownstarter.docs;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import io.shutdownstarter.Termination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the reference: it has every setting and every public type, as they are.
 */
class ReferenceTests {

	private static final Document REFERENCE = Document.of("docs/reference.md");

	private static final List<String> FREQUENT = List.of("Essential settings", "Frequent settings");

	private static final Map<String, String> TYPES = Map.of("java.time.Duration", "duration", "java.lang.String",
			"text", "java.lang.Boolean", "boolean", "java.nio.file.Path", "path", "java.util.List<java.lang.String>",
			"list of text", "java.util.Set<java.lang.String>", "list of text");

	@Test
	void everySettingStandsInOneOfTheTables() {
		List<Map<String, String>> rows = Stream.concat(FREQUENT.stream(), Stream.of("Rare settings"))
			.flatMap((heading) -> REFERENCE.table(heading).rows().stream())
			.toList();
		assertThat(rows).extracting((row) -> Table.plain(row.getOrDefault("property", "")))
			.containsExactlyInAnyOrderElementsOf(Metadata.ours());
		assertThat(rows).allSatisfy((row) -> {
			String name = Table.plain(row.getOrDefault("property", ""));
			assertThat(row).as("the row of %s", name)
				.containsEntry("type", type(Metadata.typeOf(name)))
				.containsEntry("default", Metadata.defaultOf(name).map((value) -> "`" + value + "`").orElse(""))
				.containsEntry("meaning", Metadata.descriptionOf(name));
		});
	}

	@Test
	void readmeHasTheEssentialAndTheFrequentSettings() {
		List<String> rows = FREQUENT.stream()
			.flatMap((heading) -> REFERENCE.table(heading).column("property").stream())
			.toList();
		assertThat(Document.of("README.md").table("Settings").column("property")).isEqualTo(rows);
	}

	@Test
	void everyPublicTypeOfTheKernelStandsInTheTable() {
		assertThat(REFERENCE.table("Java").column("type")).map(Table::plain)
			.containsExactlyInAnyOrderElementsOf(publicTypes());
	}

	private static String type(String type) {
		return TYPES.containsKey(type) ? TYPES.getOrDefault(type, "") : constants(type);
	}

	private static String constants(String type) {
		try {
			return Arrays.stream(Class.forName(type).getEnumConstants())
				.map((constant) -> "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", "));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> publicTypes() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
				return definition.getMetadata().getEnclosingClassName() == null;
			}

		};
		scanner.addIncludeFilter((MetadataReader reader, MetadataReaderFactory factory) -> true);
		scanner.setResourcePattern("*.class");
		return scanner.findCandidateComponents(Termination.class.getPackageName())
			.stream()
			.map(BeanDefinition::getBeanClassName)
			.map(ReferenceTests::load)
			.filter((type) -> Modifier.isPublic(type.getModifiers()))
			.map(Class::getSimpleName)
			.filter((name) -> !name.endsWith("AutoConfiguration"))
			.toList();
	}

	private static Class<?> load(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
