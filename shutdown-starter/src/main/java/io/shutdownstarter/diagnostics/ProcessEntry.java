package io.shutdownstarter.diagnostics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A process as {@code /proc} shows it, from the files that every user may read: the
 * target of {@code exe} is for the owner of a process only.
 *
 * @param pid its id
 * @param parent the id of its parent; 0 if that is outside of the container
 * @param program the name of its program, without directory; the interpreter's for a
 * script
 * @param catchesSigterm whether it has a handler for SIGTERM
 */
record ProcessEntry(long pid, long parent, String program, boolean catchesSigterm) {

	private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "fish", "ksh", "mksh", "zsh");

	/**
	 * Signal n is bit n - 1 of the masks in {@code status}; SIGTERM is 15.
	 */
	private static final long SIGTERM = 1L << 14;

	static @Nullable ProcessEntry read(Path proc, long pid) {
		Path directory = proc.resolve(Long.toString(pid));
		try {
			Map<String, String> status = Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1)
				.stream()
				.map((line) -> line.split(":\\s*", 2))
				.filter((line) -> line.length == 2)
				.collect(Collectors.toMap((line) -> line[0], (line) -> line[1], (first, second) -> first));
			String command = Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1);
			long caught = Long.parseUnsignedLong(status.getOrDefault("SigCgt", "0"), 16);
			return new ProcessEntry(pid, Long.parseLong(status.getOrDefault("PPid", "0")),
					program(command, status.getOrDefault("Name", "")), (caught & SIGTERM) != 0);
		}
		catch (IOException | NumberFormatException ex) {
			// gone, hidden, or not Linux
			return null;
		}
	}

	private static String program(String command, String name) {
		List<String> words = List.of(command.split("\0", -1));
		String program = base(words.get(0));
		if (program.equals("busybox") && words.size() > 1) {
			program = words.get(1);
		}
		return program.isEmpty() ? name : program;
	}

	private static String base(String word) {
		String file = word.substring(word.lastIndexOf('/') + 1);
		// a login shell
		return file.startsWith("-") ? file.substring(1) : file;
	}

	boolean isShell() {
		return SHELLS.contains(this.program);
	}

}
