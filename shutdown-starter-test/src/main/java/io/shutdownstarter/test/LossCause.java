package io.shutdownstarter.test;

/**
 * Why a client did not get its answer.
 *
 * @since 0.1.0
 */
public enum LossCause {

	/**
	 * A new connection was refused, or reset before the first byte of the answer.
	 */
	NEW_CONNECTION_REFUSED(
			"a new connection was refused, or closed without a byte: the pod had closed its listener "
					+ "while its endpoint was still in the set",
			"keep serving for longer than the propagation takes (a hook, or a longer shutdown-starter.propagation.minimum)"),

	/**
	 * A reused connection was closed without an answer.
	 */
	KEEP_ALIVE_TRAP(
			"a kept connection was closed without an answer, although the request was sent after the pod had been told "
					+ "to end: the keep-alive trap",
			"answer with 'Connection: close' as soon as the pod is being ended, and drain before SIGTERM (the starter's hook)"),

	/**
	 * The pod ended while it was working on the request.
	 */
	CUT_IN_FLIGHT("the request was in flight when the pod was told to end, and never answered",
			"let requests in flight finish: server.shutdown=graceful, and a grace period longer than the longest request"),

	/**
	 * The connection ended within the answer.
	 */
	CUT_IN_ANSWER("the connection ended in the middle of the answer",
			"let requests in flight finish: server.shutdown=graceful, and a grace period longer than the longest request"),

	/**
	 * The connection ended while the request's body was being sent.
	 */
	CUT_WHILE_UPLOADING("the connection ended while the request's body was being sent",
			"let uploads in flight finish: server.shutdown=graceful, and a grace period longer than the longest upload"),

	/**
	 * The answer had another status than expected.
	 */
	UNEXPECTED_STATUS("the answer had another status than expected",
			"serve requests as ever until the drain is over, and close what they need only after it"),

	/**
	 * The answer had the expected status and the wrong content.
	 */
	WRONG_CONTENT("the answer had the expected status and the wrong content",
			"close what requests need (stores, connections, executors) only after the drain"),

	/**
	 * The next byte did not come in time.
	 */
	TIMEOUT("no connection, or no further byte, came within the client's timeout",
			"find out what the pod was waiting for; its log and a thread dump tell");

	private final String sentence;

	private final String remedy;

	LossCause(String sentence, String remedy) {
		this.sentence = sentence;
		this.remedy = remedy;
	}

	/**
	 * Returns what happened, in a sentence without a stop.
	 * @return the sentence
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * Returns what most likely mends it, in a sentence without a stop.
	 * @return the sentence
	 */
	public String remedy() {
		return this.remedy;
	}

}
