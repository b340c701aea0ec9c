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
			"a new connection was refused, or closed without a byte: the pod had closed its listener at SIGTERM "
					+ "while clients were still sent to it",
			"keep serving for longer than the propagation takes: the starter with its hook, and a "
					+ "shutdown-starter.propagation.minimum of at least that time"),

	/**
	 * A reused connection was closed without an answer.
	 */
	KEEP_ALIVE_TRAP(
			"a kept connection was closed without an answer to a request that was sent after SIGTERM (the keep-alive "
					+ "trap): a client stays on its connection, whatever becomes of the endpoint",
			"answer with 'Connection: close' from the deletion on, and serve until the clients have gone: "
					+ "the starter with its hook does both; a preStop sleep does not"),

	/**
	 * The pod ended while it was working on the request.
	 */
	CUT_IN_FLIGHT("the request was sent before SIGTERM, and never answered",
			"let requests in flight finish: server.shutdown=graceful, and the starter's hook or a "
					+ "spring.lifecycle.timeout-per-shutdown-phase and terminationGracePeriodSeconds longer than "
					+ "the longest request"),

	/**
	 * The connection ended within the answer.
	 */
	CUT_IN_ANSWER("the connection ended in the middle of the answer",
			"let answers finish: server.shutdown=graceful, and the starter's hook or a "
					+ "spring.lifecycle.timeout-per-shutdown-phase and terminationGracePeriodSeconds longer than "
					+ "the longest request"),

	/**
	 * The connection ended while the request's body was being sent.
	 */
	CUT_WHILE_UPLOADING("the connection ended while the request's body was being sent",
			"let uploads finish: server.shutdown=graceful, and the starter's hook or a "
					+ "spring.lifecycle.timeout-per-shutdown-phase and terminationGracePeriodSeconds longer than "
					+ "the longest upload"),

	/**
	 * The connection ended although the pod had not been told to end.
	 */
	CLOSED_WHILE_SERVING(
			"the connection was closed without a whole answer although the pod had not got SIGTERM: no loss by a "
					+ "termination",
			"look into the pod's log; if the connection was kept and idle, let the server keep it longer than the "
					+ "client (server.tomcat.keep-alive-timeout)"),

	/**
	 * The pod had ended by itself.
	 */
	POD_ENDED("the pod had ended by itself, or was just about to", "find out in its log why it ended"),

	/**
	 * There was no pod to send the request to.
	 */
	NO_ENDPOINT("there was no pod left to send the request to",
			"run more replicas, or let a new pod be ready before the old one goes (maxUnavailable: 0)"),

	/**
	 * The ingress answered in the pod's place.
	 */
	BAD_GATEWAY(
			"the ingress answered in the pod's place: it could not connect, or its connection ended before an answer",
			"keep serving for longer than the ingress takes to learn of it (a hook, or a longer "
					+ "shutdown-starter.propagation.minimum), and drain before SIGTERM"),

	/**
	 * The ingress closed a kept connection when it took over new endpoints.
	 */
	INGRESS_RELOADED("the ingress closed a kept connection as it was reloaded, and no pod had got the request",
			"nothing in the application: use clients that re-try, or an ingress that learns of endpoints without a reload"),

	/**
	 * The answer had another status than expected.
	 */
	UNEXPECTED_STATUS("the answer had another status than expected",
			"serve requests as ever until the drain is over, and close what they need only after it; a 502, 503 or 504 "
					+ "of an ingress means that the pod refused or cut the connection, which the starter's hook mends"),

	/**
	 * The answer had the expected status and the wrong content.
	 */
	WRONG_CONTENT("the answer had the expected status and the wrong content",
			"close what requests need (stores, connections, executors) only after the drain"),

	/**
	 * The next byte did not come in time.
	 */
	TIMEOUT("no connection, or no further byte, came within the client's timeout",
			"find out what the pod was waiting for: its log and a thread dump tell; if its requests take that long, "
					+ "give the clients a longer timeout (Load.withTimeout)");

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
