package io.shutdownstarter;

/**
 * Decides how long to go on waiting for the news to spread: at least {@code minimum},
 * then until no request has arrived for {@code quiet}, at most {@code maximum}. Knows no
 * clock and waits for nothing.
 *
 * @param minimumNanos the shortest wait, counted from the first signal
 * @param quietNanos the time without a late request that counts as quiet
 * @param maximumNanos the longest wait, counted from the first signal
 */
record PropagationWait(long minimumNanos, long quietNanos, long maximumNanos) {

	static PropagationWait of(ShutdownProperties properties) {
		ShutdownProperties.Propagation propagation = properties.propagation();
		return new PropagationWait(propagation.minimum().toNanos(), propagation.quietPeriod().toNanos(),
				properties.longestPropagation().toNanos());
	}

	/**
	 * How much longer to wait if no further request arrives.
	 * @param elapsedNanos the time since the first signal
	 * @param silentNanos the time since the last late request, or since the first signal
	 * if there was none
	 * @return the time left, zero if the wait is over
	 */
	long remainingNanos(long elapsedNanos, long silentNanos) {
		long untilQuiet = Math.max(this.minimumNanos - elapsedNanos, this.quietNanos - silentNanos);
		return Math.max(0, Math.min(untilQuiet, this.maximumNanos - elapsedNanos));
	}

}
