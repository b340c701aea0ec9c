package io.shutdownstarter.docs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import io.shutdownstarter.test.RehearsalCommand;
import io.shutdownstarter.test.Scenario;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page on the rehearsal: its tables are what the command understands.
 */
class RehearsalPageTests {

	private static final Document PAGE = Document.of("docs/rehearsal.md");

	private final CommandSpec command = new CommandLine(new RehearsalCommand()).getCommandSpec();

	@Test
	void theTableHasEveryOptionWithItsMeaningAndNoOther() {
		assertThat(rows("Options", "option", "meaning")).containsExactlyInAnyOrderElementsOf(
				this.command.options().stream().map((option) -> Map.entry(name(option), meaning(option))).toList());
	}

	@Test
	void theTableHasEveryScenarioWithItsSentenceAndNoOther() {
		assertThat(rows("Scenarios", "scenario", "what happens"))
			.containsExactlyElementsOf(Arrays.stream(Scenario.values())
				.map((scenario) -> Map.entry(scenario.id(), scenario.sentence()))
				.toList());
	}

	@Test
	void theTableHasEveryExitStatusWithItsMeaningAndNoOther() {
		assertThat(rows("Exit status", "status", "meaning"))
			.containsExactlyElementsOf(this.command.usageMessage().exitCodeList().entrySet());
	}

	private static String name(OptionSpec option) {
		String name = option.longestName();
		if (option.arity().max() == 0) {
			return name;
		}
		return (option.arity().min() == 0) ? name + "[=" + option.paramLabel() + "]" : name + "=" + option.paramLabel();
	}

	private static String meaning(OptionSpec option) {
		return String.join(" ", option.description());
	}

	private static List<Map.Entry<String, String>> rows(String heading, String key, String value) {
		Map<String, String> rows = new LinkedHashMap<>();
		for (Map<String, String> row : PAGE.table(heading).rows()) {
			assertThat(rows.put(Table.plain(row.getOrDefault(key, "")), row.getOrDefault(value, "")))
				.as("twice: %s", row)
				.isNull();
		}
		return List.copyOf(rows.entrySet());
	}

}
