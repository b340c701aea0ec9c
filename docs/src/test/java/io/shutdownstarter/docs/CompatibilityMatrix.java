package io.shutdownstarter.docs;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Rehearses every line of Spring Boot on every stack and server, and writes the matrix
 * into its page, row by row.
 */
public final class CompatibilityMatrix {

	private CompatibilityMatrix() {
	}

	/**
	 * Runs the matrix and ends the JVM: status 0 if all passed that has to. Blocks for
	 * about a minute for each row.
	 * @param words lines, stacks and servers that a row must have to be run; none means
	 * that all are
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String... words) throws InterruptedException {
		CompatibilityPage page = new CompatibilityPage(Document.ROOT.resolve("docs/compatibility.md"));
		List<CompatibilityCell> failed = new ArrayList<>();
		for (CompatibilityCell cell : CompatibilityCell.with(List.of(words))) {
			if (!run(cell, page)) {
				System.out.println(cell + " failed" + (cell.line().isMilestone() ? ", as a milestone may" : ""));
				failed.add(cell);
			}
		}
		System.exit(failed.stream().allMatch((cell) -> cell.line().isMilestone()) ? 0 : 1);
	}

	private static boolean run(CompatibilityCell cell, CompatibilityPage page) throws InterruptedException {
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
			page.replace(cell, CompatibilityPage.withoutFigures(cell, "could not be run"));
			return false;
		}
	}

}
