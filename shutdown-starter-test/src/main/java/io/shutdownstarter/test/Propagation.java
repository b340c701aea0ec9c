package io.shutdownstarter.test;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long it takes from a pod's deletion until the router has learnt of it. Each
 * deletion has a time of its own, which the rehearsal's seed decides.
 *
 * @param shortest the shortest time, zero means at once
 * @param longest the longest time
 * @since 0.1.0
 */
public record Propagation(Duration shortest, Duration longest) {

	public Propagation {
		Assert.isTrue(!shortest.isNegative(), "'shortest' must not be negative");
		Assert.isTrue(shortest.compareTo(longest) <= 0, "'longest' must not be less than 'shortest'");
	}

	/**
	 * The same time for each deletion.
	 * @param time the time, zero means at once
	 * @return the propagation
	 */
	public static Propagation of(Duration time) {
		return new Propagation(time, time);
	}

	/**
	 * A random time for each deletion.
	 * @param shortest the shortest time, zero means at once
	 * @param longest the longest time
	 * @return the propagation
	 */
	public static Propagation between(Duration shortest, Duration longest) {
		return new Propagation(shortest, longest);
	}

	Duration next(SplittableRandom random) {
		return this.shortest.plusNanos(random.nextLong(this.longest.minus(this.shortest).toNanos() + 1));
	}

	@Override
	public String toString() {
		return this.shortest.equals(this.longest) ? SecondsText.tenths(this.shortest)
				: SecondsText.number(this.shortest, 1) + " to " + SecondsText.tenths(this.longest);
	}

}
