package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What it takes to run a class of this JVM's in another one.
 */
final class JavaProgram {

	// All words of a command line on Windows may have 32,767 characters, one word on
	// Linux 131,072; this leaves room for the others.
	private static final int LONGEST_CLASS_PATH = 16_384;

	/** What the JVM and its launcher take arguments from. */
	private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

	private JavaProgram() {
	}

	// The class path of this JVM's tests. Whoever starts them may have put all of it
	// behind a jar that will be gone, or loaded it by a class loader of its own: Surefire
	// tells it then.
	static String classPath() {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(classPath, System.getProperty("jdk.module.path"))
			.filter(Objects::nonNull)
			.collect(Collectors.joining(System.getProperty("path.separator")));
	}

	// From JDK 25 on it need be neither public nor static.
	static void checkMain(Class<?> type) {
		boolean found = Stream.<Class<?>>iterate(type, Objects::nonNull, (ancestor) -> ancestor.getSuperclass())
			.flatMap((ancestor) -> Arrays.stream(ancestor.getDeclaredMethods()))
			.anyMatch((method) -> method.getName().equals("main"));
		Assert.isTrue(found, () -> type.getName() + " has no main method; that of a Kotlin file is in " + type.getName()
				+ "Kt, and its name can be given to PodCommand.mainClass");
	}

	// Puts a class path that is too long for a command line into a file.
	static List<String> shorten(List<String> words, Path file) throws IOException {
		int option = words.indexOf("-cp");
		if (option < 0 || option + 1 == words.size() || words.get(option + 1).length() <= LONGEST_CLASS_PATH) {
			return words;
		}
		Files.writeString(file, "-cp \"" + words.get(option + 1).replace("\\", "\\\\") + "\"");
		List<String> shorter = new ArrayList<>(words);
		shorter.set(option, "@" + file.toAbsolutePath());
		shorter.remove(option + 1);
		return shorter;
	}

	// A debugger waits on a port of its own: a second JVM with the same would not start.
	static void removeDebugger(Map<String, String> environment) {
		for (String name : OPTIONS) {
			environment.computeIfPresent(name,
					(same, options) -> Arrays.stream(options.split(" "))
						.filter((option) -> !option.startsWith("-agentlib:jdwp") && !option.startsWith("-Xrunjdwp")
								&& !option.equals("-Xdebug"))
						.collect(Collectors.joining(" ")));
		}
	}

}
