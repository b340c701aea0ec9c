package io.shutdownstarter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.shutdownstarter.TerminationReport.Abandoned;
import io.shutdownstarter.TerminationReport.Outcome;

/**
 * The message that a pod leaves behind, in the file that Kubernetes makes for it. The
 * kubelet shows the end of that file as the message of the terminated container, also
 * when the log is gone; so the most important line is the last one.
 */
final class TerminationMessage {

	private static final Log logger = LogFactory.getLog(TerminationMessage.class);

	/**
	 * What the kubelet reads of the file.
	 */
	static final int MOST_BYTES = 4096;

	/**
	 * What a line may have of that, so that one long path does not push out the others.
	 */
	private static final int MOST_CHARACTERS = 256;

	private final boolean enabled;

	private final Path file;

	/**
	 * Create the message.
	 * @param enabled whether to write it
	 * @param file the file, which has to exist: nobody reads it if Kubernetes has not
	 * made it
	 */
	TerminationMessage(boolean enabled, Path file) {
		this.enabled = enabled;
		this.file = file;
	}

	/**
	 * Leaves the outcome of a termination behind. Never fails.
	 * @param report the outcome; one that leads on to something else is left out
	 */
	void write(TerminationReport report) {
		if (report.outcome() == Outcome.DRAINED || report.outcome() == Outcome.ABANDONED) {
			replace(text(report));
		}
	}

	/**
	 * The termination was taken back.
	 */
	void erase() {
		replace("");
	}

	private void replace(String text) {
		// opening anything else, a pipe for one, could block
		if (!this.enabled || !Files.isRegularFile(this.file)) {
			return;
		}
		try {
			Files.writeString(this.file, text);
		}
		catch (IOException | SecurityException ex) {
			logger.debug("The termination message could not be written to " + this.file, ex);
		}
	}

	static String text(TerminationReport report) {
		Deque<String> lines = new ArrayDeque<>();
		lines.addFirst(line("Termination " + report));
		int left = MOST_BYTES - bytes(lines.getFirst()) - MOST_CHARACTERS;
		int named = 0;
		for (Abandoned abandoned : report.abandoned()) {
			String line = line("abandoned: " + abandoned);
			left -= bytes(line);
			if (left < 0) {
				lines.addFirst(line("abandoned: " + (report.abandoned().size() - named) + " more"));
				break;
			}
			lines.addFirst(line);
			named++;
		}
		return String.join("", lines);
	}

	private static String line(String text) {
		String line = text.replaceAll("[^\\x20-\\x7e]", "?");
		return (line.length() <= MOST_CHARACTERS) ? line + "\n" : line.substring(0, MOST_CHARACTERS - 4) + "...\n";
	}

	private static int bytes(String line) {
		return line.getBytes(StandardCharsets.UTF_8).length;
	}

}
