package io.shutdownstarter;

/**
 * Where an application stands on its way from serving to the end.
 *
 * @since 0.1.0
 */
public enum TerminationPhase {

	/**
	 * No signal has come: the application serves as if this library were not there.
	 */
	SERVING,

	/**
	 * A signal has come; clients and proxies may not know yet, so requests still arrive
	 * and are answered as always. Work in flight drains at the same time.
	 */
	PROPAGATING,

	/**
	 * No more requests are expected; those in flight come to their end.
	 */
	DRAINING,

	/**
	 * Nothing is in flight: the process may end. A late request leads back to
	 * {@link #DRAINING}.
	 */
	DRAINED

}
