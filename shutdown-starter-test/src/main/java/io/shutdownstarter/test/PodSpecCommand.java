package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Container;

/**
 * The command line of a container.
 *
 * @param words command and arguments; empty if the image brings the command
 */
record PodSpecCommand(List<String> words) {

	private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "ksh", "zsh");

	/** They pass SIGTERM on, to their one child. */
	private static final Set<String> INITS = Set.of("tini", "tini-static", "dumb-init", "catatonit");

	private static final Pattern END_OF_COMMAND = Pattern.compile("[;\\n&|]+");

	static PodSpecCommand of(Container container) {
		List<String> words = new ArrayList<>(container.getCommand());
		if (!words.isEmpty()) {
			words.addAll(container.getArgs());
		}
		return new PodSpecCommand(words);
	}

	/**
	 * Find a shell that runs a script and does not give way to its last command. Whether
	 * a shell does so without being told depends on the shell (bash does, Debian's does
	 * not). What a script in a file does cannot be seen.
	 * @return the shell
	 */
	Optional<String> shellThatStays() {
		List<String> own = withoutInit(this.words);
		if (own.size() < 3 || !SHELLS.contains(baseName(own.get(0)))) {
			return Optional.empty();
		}
		for (int index = 1; index < own.size() - 1; index++) {
			if (own.get(index).matches("-[a-z]*c")) {
				return givesWay(own.get(index + 1)) ? Optional.empty() : Optional.of(own.get(0));
			}
		}
		return Optional.empty();
	}

	private static List<String> withoutInit(List<String> words) {
		if (words.isEmpty() || !INITS.contains(baseName(words.get(0)))) {
			return words;
		}
		return words.stream().skip(1).dropWhile((word) -> word.startsWith("-")).toList();
	}

	private static boolean givesWay(String script) {
		String last = END_OF_COMMAND.splitAsStream(script.strip()).reduce("", (before, command) -> command);
		return last.strip().startsWith("exec ");
	}

	private static String baseName(String word) {
		return word.substring(word.lastIndexOf('/') + 1);
	}

}
