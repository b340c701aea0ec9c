package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs several variants of a rehearsal side by side, each with the same propagation times
 * and seeds, one run after the other.
 *
 * @param base what all variants have in common
 * @param variants what is compared
 * @param propagations the times from a pod's deletion to the removal of its endpoint
 * @param seeds one run for each; a second one shows how much is chance
 * @since 0.1.0
 */
public record Comparison(Rehearsal base, List<Variant> variants, List<Duration> propagations, List<Long> seeds) {

	public Comparison {
		variants = List.copyOf(variants);
		propagations = List.copyOf(propagations);
		seeds = List.copyOf(seeds);
	}

	/**
	 * A comparison without variants yet, with the rehearsal's own propagation and seed.
	 * @param base what all variants have in common
	 * @return the comparison
	 */
	public static Comparison of(Rehearsal base) {
		return new Comparison(base, List.of(), List.of(base.propagation().longest()), List.of(base.seed()));
	}

	/**
	 * Returns a copy with one more variant.
	 * @param name its name in the table
	 * @param change what it changes
	 * @return the copy
	 */
	public Comparison withVariant(String name, UnaryOperator<Rehearsal> change) {
		List<Variant> more = new ArrayList<>(this.variants);
		more.add(new Variant(name, change));
		return new Comparison(this.base, more, this.propagations, this.seeds);
	}

	/**
	 * Returns a copy with these propagation times.
	 * @param propagations from a pod's deletion to the removal of its endpoint
	 * @return the copy
	 */
	public Comparison withPropagations(Duration... propagations) {
		return new Comparison(this.base, this.variants, List.of(propagations), this.seeds);
	}

	/**
	 * Returns a copy with these seeds.
	 * @param seeds one run for each
	 * @return the copy
	 */
	public Comparison withSeeds(Long... seeds) {
		return new Comparison(this.base, this.variants, this.propagations, List.of(seeds));
	}

	/**
	 * Runs everything, variant beside variant, so that a machine that becomes slower does
	 * so for all of them. Blocks until it is over; see {@link Rehearsal#run}.
	 * @param listener is told what happens
	 * @return what was found, in the order of propagation times, variants and seeds
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if a run fails
	 */
	public ComparisonResult run(ProgressListener listener) throws InterruptedException {
		List<ComparisonResult.Cell> cells = new ArrayList<>();
		for (Duration propagation : this.propagations) {
			for (Variant variant : this.variants) {
				cells.add(new ComparisonResult.Cell(variant.name(), propagation, runs(variant, propagation, listener)));
			}
		}
		return new ComparisonResult(cells);
	}

	private List<RehearsalResult> runs(Variant variant, Duration propagation, ProgressListener listener)
			throws InterruptedException {
		List<RehearsalResult> results = new ArrayList<>();
		for (long seed : this.seeds) {
			listener.progress(variant.name() + ", propagation " + propagation.toMillis() + " ms, seed " + seed);
			Rehearsal changed = variant.change().apply(this.base);
			results.add(changed.withPropagation(propagation).withSeed(seed).run(listener));
		}
		return results;
	}

	/**
	 * What is compared.
	 *
	 * @param name its name in the table
	 * @param change what it changes of the base
	 */
	public record Variant(String name, UnaryOperator<Rehearsal> change) {
	}

}
