package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs several variants of a rehearsal side by side: each case, for example a scenario,
 * with every variant and the same seeds, one run after the other.
 *
 * @param base what all runs have in common
 * @param variants what is compared
 * @param cases in what it is compared
 * @param seeds one run for each; a second one shows how much is chance
 * @since 0.1.0
 */
public record Comparison(Rehearsal base, List<Change> variants, List<Change> cases, List<Long> seeds) {

	public Comparison {
		variants = List.copyOf(variants);
		cases = List.copyOf(cases);
		seeds = List.copyOf(seeds);
	}

	/**
	 * A comparison without variants and cases yet, with the rehearsal's own seed.
	 * @param base what all runs have in common
	 * @return the comparison
	 */
	public static Comparison of(Rehearsal base) {
		return new Comparison(base, List.of(), List.of(), List.of(base.seed()));
	}

	/**
	 * Returns a copy with one more variant.
	 * @param name its name in the table
	 * @param change what it changes; applied after that of the case
	 * @return the copy
	 */
	public Comparison withVariant(String name, UnaryOperator<Rehearsal> change) {
		return new Comparison(this.base, with(this.variants, name, change), this.cases, this.seeds);
	}

	/**
	 * Returns a copy with one more case.
	 * @param name its name in the table
	 * @param change what it changes
	 * @return the copy
	 */
	public Comparison withCase(String name, UnaryOperator<Rehearsal> change) {
		return new Comparison(this.base, this.variants, with(this.cases, name, change), this.seeds);
	}

	/**
	 * Returns a copy with these seeds.
	 * @param seeds one run for each
	 * @return the copy
	 */
	public Comparison withSeeds(Long... seeds) {
		return new Comparison(this.base, this.variants, this.cases, List.of(seeds));
	}

	private static List<Change> with(List<Change> changes, String name, UnaryOperator<Rehearsal> change) {
		List<Change> more = new ArrayList<>(changes);
		more.add(new Change(name, change));
		return more;
	}

	/**
	 * Runs everything, variant beside variant, so that a machine that becomes slower does
	 * so for all of them. Blocks until it is over; see {@link Rehearsal#run}.
	 * @param listener is told what happens
	 * @return what was found, in the order of cases, variants and seeds
	 * @throws InterruptedException if interrupted
	 */
	public ComparisonResult run(ProgressListener listener) throws InterruptedException {
		List<ComparisonResult.Cell> cells = new ArrayList<>();
		for (Change of : this.cases) {
			for (Change variant : this.variants) {
				cells.add(new ComparisonResult.Cell(of.name(), variant.name(), runs(of, variant, listener)));
			}
		}
		return new ComparisonResult(cells);
	}

	private List<RehearsalResult> runs(Change of, Change variant, ProgressListener listener)
			throws InterruptedException {
		List<RehearsalResult> results = new ArrayList<>();
		for (long seed : this.seeds) {
			listener.progress(of.name() + ": " + variant.name() + ", seed " + seed);
			Rehearsal rehearsal = variant.change().apply(of.change().apply(this.base)).withSeed(seed);
			results.add(rehearsal.run(listener));
		}
		return results;
	}

	/**
	 * What a variant or a case changes.
	 *
	 * @param name its name in the table
	 * @param change what it changes of the base
	 */
	public record Change(String name, UnaryOperator<Rehearsal> change) {
	}

}
