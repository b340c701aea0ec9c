package io.shutdownstarter.test;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a rehearsal tells, and where.
 */
final class OutputOptions {

	private static final String STANDARD_OUTPUT = "-";

	@Option(names = "--progress", paramLabel = "KIND", converter = Progress.KindValue.class,
			description = "live (one line that is rewritten), lines (all that happens), none, or auto: live on a "
					+ "terminal, lines elsewhere, with NO_COLOR or with TERM=dumb (default: auto)")
	private Progress.Kind progress = Progress.Kind.AUTO;

	@Option(names = "--json", paramLabel = "FILE", arity = "0..1", fallbackValue = STANDARD_OUTPUT,
			converter = OptionValues.NewFile.class,
			description = "writes all that was found as JSON; without a file on the standard output, "
					+ "and everything else on the standard error")
	private @Nullable Path json;

	@Option(names = "--page", paramLabel = "FILE", converter = OptionValues.NewFile.class,
			description = "writes the page with the timeline, the requests and the losses, which opens in a browser "
					+ "from disk, to this file too (default: to rehearsal.html in the folder of the pods' output alone)")
	private @Nullable Path page;

	RehearsalResult run(Rehearsal rehearsal) throws InterruptedException {
		boolean jsonOnly = this.json != null && this.json.toString().equals(STANDARD_OUTPUT);
		PrintStream people = jsonOnly ? System.err : System.out;
		RehearsalResult result;
		try (Progress told = Progress.to(people, this.progress, System.getenv())) {
			result = rehearsal.run(told);
		}
		people.println(result.report());
		if (this.json != null) {
			writeJson(result, this.json);
		}
		if (this.page != null) {
			write("--page", this.page, result.page());
		}
		return result;
	}

	private static void writeJson(RehearsalResult result, Path file) {
		if (file.toString().equals(STANDARD_OUTPUT)) {
			System.out.println(ResultJson.of(result));
			return;
		}
		write("--json", file, ResultJson.of(result));
	}

	private static void write(String option, Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(option + "=" + file + " cannot be written", ex);
		}
	}

}
