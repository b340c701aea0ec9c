package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/**
 * The tests of a source file, and the conformance cases whose ids they carry: in their
 * names ({@code a01_…}) or in front of their display names ({@code A4, G50: …}). It is
 * read and not loaded: the tests of other modules are not on this one's class path.
 *
 * @param casesOf the cases of each test that runs, by the name of its method
 */
record TestSource(Map<String, Set<String>> casesOf) {

	private static final Pattern NAME = Pattern.compile("([a-g])0?(\\d{1,2})(?!\\d).*");

	private static final Pattern DISPLAY_NAME = Pattern.compile("\"((?:[A-G]\\d+, )*[A-G]\\d+): ");

	static TestSource of(Path file) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
					files.getJavaFileObjects(file));
			Map<String, Set<String>> cases = new LinkedHashMap<>();
			for (CompilationUnitTree unit : task.parse()) {
				unit.accept(new Tests(), cases);
			}
			return new TestSource(cases);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Tests extends TreeScanner<@Nullable Void, Map<String, Set<String>>> {

		@Override
		public @Nullable Void visitMethod(MethodTree method, Map<String, Set<String>> cases) {
			Map<String, String> annotations = new LinkedHashMap<>();
			for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
				annotations.put(annotation.getAnnotationType().toString(), annotation.getArguments().toString());
			}
			boolean test = annotations.containsKey("Test") || annotations.containsKey("ParameterizedTest");
			if (test && !annotations.containsKey("Disabled")) {
				cases.put(method.getName().toString(),
						cases(method.getName().toString(), annotations.getOrDefault("DisplayName", "")));
			}
			return null;
		}

		private static Set<String> cases(String name, String displayName) {
			Set<String> cases = new LinkedHashSet<>();
			Matcher inName = NAME.matcher(name);
			if (inName.matches()) {
				cases.add(inName.group(1).toUpperCase(Locale.ROOT) + inName.group(2));
			}
			Matcher shown = DISPLAY_NAME.matcher(displayName);
			if (shown.find()) {
				cases.addAll(List.of(shown.group(1).split(", ", -1)));
			}
			return cases;
		}

	}

}
