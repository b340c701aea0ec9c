package io.shutdownstarter;

/**
 * The one thread on which a termination makes its steps, at once or after a time.
 */
interface TerminationLoop {

	/**
	 * Runs a step after those that came before it. Never blocks.
	 * @param step the step
	 */
	void execute(Runnable step);

	/**
	 * Runs a step later. Never blocks.
	 * @param step the step
	 * @param delayNanos the time until then; zero or less means at once
	 */
	void executeIn(Runnable step, long delayNanos);

}
