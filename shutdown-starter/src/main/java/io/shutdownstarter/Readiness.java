package io.shutdownstarter;

/**
 * The readiness of the application, which a termination takes down.
 */
interface Readiness {

	/**
	 * Whether the application had become ready and its own last wish is to accept
	 * traffic.
	 * @return whether it would accept traffic if no termination had come
	 */
	boolean isWished();

	/**
	 * Takes readiness down, and keeps it down until it is restored.
	 */
	void refuseTraffic();

	/**
	 * Gives readiness back to the application: its last wish counts again.
	 */
	void restore();

	/**
	 * Takes back what Boot does by itself when a context is closed: it refuses traffic
	 * before anybody else is asked. Does nothing once readiness was taken down, or if the
	 * application does not want traffic.
	 */
	void acceptAgain();

}
