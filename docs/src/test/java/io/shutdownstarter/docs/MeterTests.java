package io.shutdownstarter.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters: those of the docs are those of a running application.
 */
class MeterTests {

	private static final Table TABLE = Document.of("docs/reference.md").table("Meters");

	@Test
	void theTableHasTheMetersOfTheApplication() {
		try (ConfigurableApplicationContext application = OpenApplication.start()) {
			List<Meter> meters = application.getBean(SimpleMeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().startsWith("termination."))
				.toList();
			assertThat(TABLE.rows().stream().map(MeterTests::sorted)).containsExactlyInAnyOrderElementsOf(rows(meters));
		}
	}

	// a reader wants phases in their order, a registry has none
	private static Map<String, String> sorted(Map<String, String> row) {
		Map<String, String> sorted = new TreeMap<>(row);
		sorted.computeIfPresent("tags", (column, cell) -> {
			int values = cell.indexOf(": ") + 2;
			return (values == 1) ? cell : cell.substring(0, values)
					+ String.join(", ", new TreeSet<>(List.of(cell.substring(values).split(", ", -1))));
		});
		return sorted;
	}

	private static List<Map<String, String>> rows(List<Meter> meters) {
		Map<String, Map<String, String>> rows = new TreeMap<>();
		for (Meter meter : meters) {
			Meter.Id id = meter.getId();
			rows.put(id.getName(),
					Map.of("meter", "`" + id.getName() + "`", "kind", id.getType().name().toLowerCase(Locale.ROOT),
							"unit", Objects.requireNonNullElse(id.getBaseUnit(), ""), "tags",
							tags(id.getName(), meters), "meaning",
							Objects.requireNonNullElse(id.getDescription(), "")));
		}
		return List.copyOf(rows.values());
	}

	private static String tags(String name, List<Meter> meters) {
		Map<String, TreeSet<String>> tags = new TreeMap<>();
		meters.stream()
			.filter((meter) -> meter.getId().getName().equals(name))
			.flatMap((meter) -> meter.getId().getTags().stream())
			.forEach((Tag tag) -> tags.computeIfAbsent(tag.getKey(), (key) -> new TreeSet<>()).add(tag.getValue()));
		return String.join("; ",
				tags.entrySet()
					.stream()
					.map((tag) -> "`" + tag.getKey() + "`: `" + String.join("`, `", tag.getValue()) + "`")
					.toList());
	}

}
