package io.shutdownstarter.test;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Makes command lines out of options: with the scenarios in their help, and a single line
 * for what is wrong.
 */
final class CommandLines {

	private static final String SCENARIOS = "scenarios";

	private CommandLines() {
	}

	static CommandLine of(RehearsalOptions options) {
		CommandLine commandLine = new CommandLine(options);
		commandLine.setParameterExceptionHandler((ex, arguments) -> complain(commandLine, problem(ex, arguments)));
		commandLine.setExecutionExceptionHandler((ex, executed, parsed) -> complain(commandLine, problem(ex)));
		commandLine.getHelpSectionMap().put(SCENARIOS, (help) -> scenarios());
		List<String> sections = new ArrayList<>(commandLine.getHelpSectionKeys());
		sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING), SCENARIOS);
		commandLine.setHelpSectionKeys(sections);
		return commandLine;
	}

	private static int complain(CommandLine commandLine, String problem) {
		commandLine.getErr().println(commandLine.getCommandName() + ": " + problem);
		return CommandLine.ExitCode.USAGE;
	}

	private static String problem(ParameterException ex, String... arguments) {
		String problem = oneLine(ex);
		if (ex instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
			problem = "Unknown option: '" + unmatched.getUnmatched().get(0) + "', use "
					+ String.join(" or ", unmatched.getSuggestions());
		}
		if (ex instanceof MaxValuesExceededException) {
			problem = "'" + repeated(ex.getCommandLine().getCommandSpec(), arguments)
					+ "' is given a second time: once is enough";
		}
		return problem.replaceFirst("^Error: ", "") + " (--help tells all options)";
	}

	// The first option that is given again; picocli tells whole groups. Those of requests
	// may be.
	private static String repeated(CommandSpec spec, String... arguments) {
		Set<OptionSpec> seen = new HashSet<>();
		for (String argument : arguments) {
			OptionSpec option = spec.findOption(argument.replaceFirst("=.*", ""));
			if (option != null && !option.isMultiValue() && !isOfRequest(option) && !seen.add(option)) {
				return argument;
			}
		}
		return "An option";
	}

	private static boolean isOfRequest(OptionSpec option) {
		return option.group() != null && option.group().validate();
	}

	// A wrong combination of options, or what keeps a rehearsal from running, is said in
	// a
	// line; what nobody has thought of needs its stack trace.
	private static String problem(Exception ex) throws Exception {
		if (ex instanceof IllegalArgumentException || ex instanceof IllegalStateException
				|| ex instanceof UncheckedIOException) {
			Throwable cause = ex.getCause();
			return (cause != null) ? oneLine(ex) + ": " + cause : oneLine(ex);
		}
		throw ex;
	}

	private static String oneLine(Exception ex) {
		return String.valueOf(ex.getMessage()).lines().map(String::strip).collect(Collectors.joining(" "));
	}

	private static String scenarios() {
		return "%nScenarios:%n".formatted() + Arrays.stream(Scenario.values())
			.map((scenario) -> "  %-14s %s%n".formatted(scenario.id(), scenario.sentence()))
			.collect(Collectors.joining());
	}

}
