package io.shutdownstarter;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Time as a number: steps of a termination run when the test says so.
 */
final class ManualTime implements TerminationLoop, LongSupplier {

	private final PriorityQueue<Step> steps = new PriorityQueue<>(
			Comparator.comparingLong(Step::elapsedNanos).thenComparingLong(Step::number));

	private final long originNanos;

	private long elapsedNanos;

	private long number;

	ManualTime() {
		this(0);
	}

	ManualTime(long originNanos) {
		this.originNanos = originNanos;
	}

	private @Nullable Runnable meanwhile;

	@Override
	public long getAsLong() {
		return this.originNanos + this.elapsedNanos;
	}

	@Override
	public void execute(Runnable step) {
		Runnable other = this.meanwhile;
		if (other != null) {
			this.meanwhile = null;
			other.run();
		}
		executeIn(step, 0);
	}

	/**
	 * What another thread does at the moment in which the next step is planned.
	 */
	void meanwhile(Runnable action) {
		this.meanwhile = action;
	}

	@Override
	public void executeIn(Runnable step, long delayNanos) {
		this.steps.add(new Step(this.elapsedNanos + Math.max(0, delayNanos), this.number++, step));
	}

	/**
	 * Runs what is due now.
	 */
	void settle() {
		passTo(this.elapsedNanos);
	}

	void pass(Duration time) {
		passTo(this.elapsedNanos + time.toNanos());
	}

	void passSeconds(double seconds) {
		passTo(this.elapsedNanos + Math.round(seconds * 1e9));
	}

	Duration elapsed() {
		return Duration.ofNanos(this.elapsedNanos);
	}

	private void passTo(long target) {
		while (!this.steps.isEmpty() && this.steps.element().elapsedNanos() <= target) {
			Step step = this.steps.remove();
			this.elapsedNanos = Math.max(this.elapsedNanos, step.elapsedNanos());
			step.action().run();
		}
		this.elapsedNanos = target;
	}

	private record Step(long elapsedNanos, long number, Runnable action) {
	}

}
