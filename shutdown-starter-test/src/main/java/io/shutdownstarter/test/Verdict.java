package io.shutdownstarter.test;

/**
 * What a rehearsal came to.
 *
 * @since 0.1.0
 */
public enum Verdict {

	/**
	 * No request was lost, and no pod had to be killed.
	 */
	PASSED,

	/**
	 * At least one request was lost.
	 */
	LOST,

	/**
	 * No request was lost, but at least one pod had to be killed.
	 */
	KILLED,

	/**
	 * The rehearsal proves nothing, for the reasons given.
	 */
	VOID

}
