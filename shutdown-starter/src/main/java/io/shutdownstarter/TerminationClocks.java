package io.shutdownstarter;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Decides which clock a signal starts. Guarded by the lock of the coordinator.
 */
final class TerminationClocks {

	private final Duration gracePeriod;

	private final Duration closeReserve;

	/**
	 * The clock of a termination that was taken for a stray call: it still binds SIGTERM.
	 */
	private @Nullable TerminationBudget recovered;

	TerminationClocks(ShutdownProperties properties) {
		this.gracePeriod = properties.gracePeriod();
		this.closeReserve = properties.closeReserve();
	}

	TerminationBudget startFresh(long now) {
		this.recovered = null;
		return TerminationBudget.startingAt(now, this.gracePeriod, this.closeReserve);
	}

	/**
	 * The clock of a SIGTERM that finds the application serving.
	 * @param anchor the clock of an earlier context of this JVM, or {@code null}
	 * @param now the time of the signal
	 * @return what is left of the earliest clock that still counts, or a fresh one
	 */
	TerminationBudget startForSignal(@Nullable TerminationBudget anchor, long now) {
		TerminationBudget earlier = (anchor != null) ? anchor : this.recovered;
		return (earlier != null) ? earlier.forSignalAt(now) : startFresh(now);
	}

	void recover(@Nullable TerminationBudget budget) {
		this.recovered = budget;
	}

	boolean hasRecovered() {
		return this.recovered != null;
	}

}
