package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.awaitility.core.ConditionTimeoutException;

/**
 * Rehearses every line of Spring Boot on every stack and server, lets clients of HTTP/2
 * use each through a termination, and writes both tables into their page, row by row.
 */
public final class CompatibilityMatrix {

	/**
	 * The word that leaves the rehearsals out.
	 */
	private static final String HTTP2_ONLY = "http2";

	private static final Path PAGE = Document.ROOT.resolve("docs/compatibility.md");

	private CompatibilityMatrix() {
	}

	/**
	 * Runs the matrix and ends the JVM: status 0 if all passed that has to. Blocks for
	 * about a minute for each row.
	 * @param words lines, stacks and servers that a row must have to be run; none means
	 * that all are. And {@code http2}, if nothing else is to be measured
	 * @throws Exception if interrupted
	 */
	public static void main(String... words) throws Exception {
		boolean rehearse = !List.of(words).contains(HTTP2_ONLY);
		List<CompatibilityCell> failed = new ArrayList<>();
		for (CompatibilityCell cell : cells(List.of(words))) {
			boolean passed = !rehearse || rehearse(cell, new CompatibilityPage(PAGE));
			if (!useHttp2(cell, new Http2Page(PAGE)) || !passed) {
				System.out.println(cell + " failed" + (cell.line().isMilestone() ? ", as a milestone may" : ""));
				failed.add(cell);
			}
		}
		System.exit(failed.stream().allMatch((cell) -> cell.line().isMilestone()) ? 0 : 1);
	}

	/**
	 * What is run.
	 * @param words as above
	 * @return the cells
	 * @throws IllegalArgumentException if there is none
	 */
	static List<CompatibilityCell> cells(List<String> words) {
		return CompatibilityCell.with(words.stream().filter((word) -> !word.equals(HTTP2_ONLY)).toList());
	}

	private static boolean rehearse(CompatibilityCell cell, CompatibilityPage page) throws InterruptedException {
		System.out.println(cell);
		try {
			CompatibilityResult result = CompatibilityResult.measure(cell);
			String row = result.row(System.getProperty("java.version"), LocalDate.now(ZoneOffset.UTC));
			System.out.println(row);
			page.replace(cell, row);
			return result.passed();
		}
		catch (IllegalStateException ex) {
			System.out.println(ex.getMessage());
			page.replace(cell, CompatibilityPage.withoutFigures(cell, CompatibilityPage.COULD_NOT_BE_RUN));
			return false;
		}
	}

	private static boolean useHttp2(CompatibilityCell cell, Http2Page page) throws Exception {
		System.out.println(cell + ", HTTP/2");
		Path directory = Path.of("target", "compatibility", "http2", cell.toString().replaceAll("\\W+", "-"));
		try {
			Http2Termination seen = Http2Termination.measure(cell, true, directory);
			System.out.println(seen);
			page.replace(cell, seen.text());
			return seen.passed();
		}
		catch (IllegalStateException ex) {
			System.out.println(ex.getMessage());
			page.replace(cell, CompatibilityPage.COULD_NOT_BE_RUN);
			return false;
		}
		catch (AssertionError | ExecutionException | TimeoutException | ConditionTimeoutException ex) {
			System.out.println(ex);
			page.replace(cell, "failed");
			return false;
		}
	}

}
