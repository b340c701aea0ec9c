package io.shutdownstarter.test;

/**
 * What a rehearsal came to: the gravest of what was found, in this order.
 *
 * @since 0.1.0
 */
public enum Verdict {

	/**
	 * No request was lost, and nothing was wrong with a pod.
	 */
	PASSED,

	/**
	 * No request was lost, but at least one hook failed.
	 */
	HOOK_FAILED,

	/**
	 * No request was lost, but at least one pod ended although nobody had asked it to.
	 */
	ENDED_BY_ITSELF,

	/**
	 * No request was lost, but at least one pod had to be killed.
	 */
	KILLED,

	/**
	 * At least one request was lost.
	 */
	LOST,

	/**
	 * The rehearsal proves nothing, for the reasons given.
	 */
	VOID,

	/**
	 * A pod did not become ready.
	 */
	NOT_STARTED

}
