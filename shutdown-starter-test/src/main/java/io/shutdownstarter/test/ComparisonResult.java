package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a comparison found.
 *
 * @param cells one for each case and variant, in the order they were run
 * @since 0.1.0
 */
public record ComparisonResult(List<Cell> cells) {

	public ComparisonResult {
		cells = List.copyOf(cells);
	}

	/**
	 * Returns the lost requests as a table with a row for each case and a column for each
	 * variant. In parentheses stands what clients would have lost that never re-try; a
	 * figure for each seed stands between slashes; a run without a verdict shows as such,
	 * never as a number.
	 * @return the table in Markdown
	 */
	public String lost() {
		return table(Cell::lost);
	}

	/**
	 * Returns how long pods took from their deletion to the end of their process, on
	 * average, as a table of the same form.
	 * @return the table in Markdown
	 */
	public String seconds() {
		return table(Cell::seconds);
	}

	private String table(Function<Cell, String> value) {
		Map<String, List<Cell>> rows = new LinkedHashMap<>();
		this.cells.forEach((cell) -> rows.computeIfAbsent(cell.of(), (name) -> new ArrayList<>()).add(cell));
		StringBuilder table = new StringBuilder();
		rows.values().stream().findFirst().ifPresent((row) -> table.append(head(row)));
		rows.forEach((name, row) -> table
			.append("| " + name + row.stream().map(value).collect(Collectors.joining(" | ", " | ", " |\n"))));
		return table.toString();
	}

	private static String head(List<Cell> row) {
		return row.stream().map(Cell::variant).collect(Collectors.joining(" | ", "| | ", " |\n")) + "|---"
				+ "|---".repeat(row.size()) + "|\n";
	}

	/**
	 * The runs of a case with a variant.
	 *
	 * @param of the case's name
	 * @param variant the variant's name
	 * @param results one for each seed
	 */
	public record Cell(String of, String variant, List<RehearsalResult> results) {

		public Cell {
			results = List.copyOf(results);
		}

		private String lost() {
			return each((result) -> result.lost()
					+ ((result.lostWithoutRetry() > result.lost()) ? " (" + result.lostWithoutRetry() + ")" : "")
					+ ((result.killed() > 0) ? ", " + result.killed() + " killed" : ""));
		}

		private String seconds() {
			return each((result) -> SecondsText.number(Duration.ofMillis(Math
				.round(result.pods().stream().mapToLong((pod) -> pod.end().exit().toMillis()).average().orElse(0))),
					1));
		}

		private String each(Function<RehearsalResult, String> value) {
			return this.results.stream().map((result) -> switch (result.verdict()) {
				case VOID -> "void";
				case NOT_STARTED -> "not started";
				default -> value.apply(result);
			}).collect(Collectors.joining(" / "));
		}

	}

}
