package io.shutdownstarter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.shutdownstarter.TerminationReport.Abandoned;
import io.shutdownstarter.TerminationReport.Outcome;

/**
 * The message that a pod leaves behind, in the file that Kubernetes makes for it. The
 * kubelet shows the end of that file as the message of the terminated container, also
 * when the log is gone; so the most important line is the last one. What others have
 * written into the file before stays.
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

	/**
	 * What is kept of the end of such a line: the age, behind the end of the path.
	 */
	private static final int TAIL = 48;

	private static final String CUT = "...";

	private final boolean enabled;

	private final Path file;

	private long begin = -1;

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
	 * The termination was taken back: with an empty file a crash that comes later is
	 * shown by the end of the log, if the pod asks for that.
	 */
	void erase() {
		if (this.begin >= 0) {
			replace("");
		}
	}

	private void replace(String text) {
		// opening anything else, a pipe for one, could block
		if (!this.enabled || !Files.isRegularFile(this.file)) {
			return;
		}
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
			if (this.begin < 0) {
				this.begin = channel.size();
			}
			channel.truncate(this.begin).position(channel.size());
			ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
		}
		catch (IOException | SecurityException ex) {
			logger.debug("The termination message could not be written to " + this.file, ex);
		}
	}

	static String text(TerminationReport report) {
		Deque<String> lines = new ArrayDeque<>();
		lines.addFirst(line("Termination " + report));
		int left = MOST_BYTES - lines.getFirst().length() - MOST_CHARACTERS;
		int named = 0;
		for (Abandoned abandoned : report.abandoned()) {
			String line = line("abandoned: " + abandoned);
			left -= line.length();
			if (left < 0) {
				lines.addFirst(line("abandoned: " + (report.abandoned().size() - named) + " more"));
				break;
			}
			lines.addFirst(line);
			named++;
		}
		return String.join("", lines);
	}

	// of ASCII only: a byte for each character
	private static String line(String text) {
		String line = text.replaceAll("[^\\x20-\\x7e]", "?") + "\n";
		if (line.length() <= MOST_CHARACTERS) {
			return line;
		}
		String head = line.substring(0, MOST_CHARACTERS - CUT.length() - TAIL);
		return head + CUT + line.substring(line.length() - TAIL);
	}

}
