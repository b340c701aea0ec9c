package io.shutdownstarter.conformance;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Makes a process the first one of a process namespace, as a container runtime does.
 */
final class PidNamespace {

	/**
	 * Set to "required" where a machine that cannot make namespaces is a failure.
	 */
	private static final String REQUIRED = "SHUTDOWN_STARTER_PID_NAMESPACES";

	/**
	 * A shell outside of the namespace, since {@code unshare --fork} cannot tell of a
	 * SIGKILL; process 1 never outlives it.
	 */
	private static final List<String> SHELL = List.of("sh", "-c",
			"sh -c 'mount -t proc proc /proc && exec setpriv --pdeathsig KILL \"$@\"' sh \"$@\"; exit $?", "sh");

	private static final List<String> AS_ROOT = join(List.of("unshare", "--pid", "--mount"), SHELL);

	private static final List<String> AS_USER = join(
			List.of("unshare", "--user", "--map-root-user", "--pid", "--mount"), SHELL);

	private PidNamespace() {
	}

	/**
	 * Returns what makes the words behind it process 1. Aborts the test where that is not
	 * possible.
	 * @param words what is to be process 1
	 * @return all words
	 */
	static String[] launcher(String... words) {
		return join(unshare(), List.of(words)).toArray(String[]::new);
	}

	private static List<String> join(List<String> first, List<String> second) {
		return Stream.of(first, second).flatMap(List::stream).toList();
	}

	private static List<String> unshare() {
		for (List<String> candidate : List.of(AS_ROOT, AS_USER)) {
			if (runs(candidate, "true")) {
				return candidate;
			}
		}
		String reason = "This machine makes no process namespaces ('%s' fails): nothing is shown about process 1"
			.formatted(String.join(" ", AS_USER.subList(0, 5)));
		if ("required".equals(System.getenv(REQUIRED))) {
			throw new AssertionError(reason);
		}
		System.err.println(reason);
		return Assumptions.abort(reason);
	}

	/**
	 * Aborts the test if a program is not installed.
	 * @param program the program
	 */
	static void assumeInstalled(String program) {
		Assumptions.assumeTrue(runs(List.of("sh", "-c"), "command -v " + program), program + " is not installed");
	}

	private static boolean runs(List<String> words, String word) {
		try {
			return new ProcessBuilder(join(words, List.of(word))).inheritIO().start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The process 1 of an application.
	 * @param app an application whose process is the one that made the namespace
	 * @return its process 1
	 */
	static ProcessHandle first(FixtureApp app) {
		return app.process().children().findFirst().orElseThrow();
	}

}
