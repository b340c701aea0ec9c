package io.shutdownstarter.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Where figures lie.
 *
 * @param median the figure in the middle
 * @param lower the lower quartile
 * @param upper the upper quartile
 * @param least the lower end of the interval in which the median lies with 95 %
 * @param most its upper end
 */
record Spread(double median, double lower, double upper, double least, double most) {

	/**
	 * Enough for the second digit of the ends.
	 */
	private static final int RESAMPLES = 10_000;

	/**
	 * Takes the interval from the medians of samples drawn from the figures themselves,
	 * the same ones each time (bootstrap).
	 * @param figures the figures, at least one
	 * @return their spread
	 */
	static Spread of(double[] figures) {
		double[] sorted = sorted(figures);
		Random random = new Random(1);
		double[] medians = new double[RESAMPLES];
		double[] sample = new double[sorted.length];
		for (int i = 0; i < RESAMPLES; i++) {
			for (int j = 0; j < sample.length; j++) {
				sample[j] = sorted[random.nextInt(sorted.length)];
			}
			medians[i] = quantile(sorted(sample), 0.5);
		}
		Arrays.sort(medians);
		return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75),
				quantile(medians, 0.025), quantile(medians, 0.975));
	}

	static double median(double[] figures) {
		return quantile(sorted(figures), 0.5);
	}

	private static double[] sorted(double[] figures) {
		double[] sorted = figures.clone();
		Arrays.sort(sorted);
		return sorted;
	}

	// between two figures: in proportion
	private static double quantile(double[] sorted, double part) {
		double place = part * (sorted.length - 1);
		int below = (int) place;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
	}

	String quartiles() {
		return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", this.median, this.lower, this.upper);
	}

	String interval() {
		return String.format(Locale.ROOT, "%.3f to %.3f", this.least, this.most);
	}

}
