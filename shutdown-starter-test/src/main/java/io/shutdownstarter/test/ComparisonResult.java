package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a comparison found.
 *
 * @param cells one for each variant and propagation time, in the order they were run
 * @since 0.1.0
 */
public record ComparisonResult(List<Cell> cells) {

	public ComparisonResult {
		cells = List.copyOf(cells);
	}

	/**
	 * Returns the comparison as a table. A number for each seed stands between slashes; a
	 * void run shows as such, never as a number.
	 * @return the table in Markdown
	 */
	public String markdown() {
		StringBuilder table = new StringBuilder();
		table.append("| variant | propagation | lost | lost without any re-try | killed | seconds per pod |\n");
		table.append("|---|---|---|---|---|---|\n");
		this.cells.forEach((cell) -> table.append(cell.row()));
		return table.toString();
	}

	/**
	 * The runs of a variant with a propagation time.
	 *
	 * @param variant the variant's name
	 * @param propagation from a pod's deletion to the removal of its endpoint
	 * @param results one for each seed
	 */
	public record Cell(String variant, Duration propagation, List<RehearsalResult> results) {

		public Cell {
			results = List.copyOf(results);
		}

		private String row() {
			return "| %s | %.1f s | %s | %s | %s | %s |\n".formatted(this.variant, this.propagation.toMillis() / 1000.0,
					each((result) -> "" + result.lost()), each((result) -> "" + result.lostWithoutRetry()),
					each((result) -> "" + result.killed()), each(Cell::seconds));
		}

		private String each(Function<RehearsalResult, String> value) {
			return this.results.stream().map((result) -> switch (result.verdict()) {
				case VOID -> "void";
				case NOT_STARTED -> "not started";
				default -> value.apply(result);
			}).collect(Collectors.joining("/"));
		}

		private static String seconds(RehearsalResult result) {
			return "%.1f"
				.formatted(result.pods().stream().mapToLong((pod) -> pod.end().exit().toMillis()).average().orElse(0)
						/ 1000.0);
		}

	}

}
