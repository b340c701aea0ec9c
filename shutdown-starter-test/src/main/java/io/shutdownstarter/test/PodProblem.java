package io.shutdownstarter.test;

/**
 * What went wrong with a pod, whether or not a request was lost by it.
 *
 * @param pod the pod's name
 * @param kind what went wrong
 * @param detail what exactly was seen
 * @since 0.1.0
 */
public record PodProblem(String pod, Kind kind, String detail) {

	/**
	 * What can go wrong with a pod.
	 */
	public enum Kind {

		/**
		 * The process ended before it was ready.
		 */
		DIED_AT_START("the process ended before the pod was ready",
				"read the end of its log, below; the application has to start as a pod does, with its port given by "
						+ "--server.port"),

		/**
		 * The pod did not become ready in time.
		 */
		NEVER_READY("the pod was not ready in time",
				"let its readiness path answer 200 on the management port: it takes spring-boot-starter-actuator, or another "
						+ "path (PodCommand.withReadinessPath), and a main method that passes its arguments on, "
						+ "which tell the ports; raise the start timeout if it only needs longer"),

		/**
		 * The process ended although nobody had asked it to.
		 */
		ENDED_BY_ITSELF("the process ended although nobody had asked it to",
				"find out in its log why it ended: System.exit, a crash, or (exit code 137) a lack of memory"),

		/**
		 * The pod stayed out of rotation after a call of its hook that no termination
		 * followed.
		 */
		STAYED_OUT("the pod stayed out of rotation after a call of its hook that no termination followed",
				"let it recover (shutdown-starter.prestop.recovery-delay), and keep strangers from its hook with a token"),

		/**
		 * The process had to be killed.
		 */
		KILLED("the process was still there at the end of the grace period, and was killed",
				"find in its log or a thread dump what did not end on SIGTERM; if it only needs longer, raise "
						+ "terminationGracePeriodSeconds, and shutdown-starter.grace-period with it"),

		/**
		 * The hook's path is not served.
		 */
		HOOK_NOT_FOUND("the hook's path is not served, so nothing happened before SIGTERM",
				"add the starter, or correct the hook's path in the manifest (with a base path: "
						+ "management.endpoints.web.base-path) and its port (management.server.port)"),

		/**
		 * The hook was answered with 401 or 403.
		 */
		HOOK_DENIED("the hook was not let through, so nothing happened before SIGTERM",
				"put the value of shutdown-starter.prestop.token into the hook's httpHeaders as Prestop-Token, and let its "
						+ "path through in Spring Security"),

		/**
		 * The hook was answered with another status that is no success.
		 */
		HOOK_FAILED("the hook failed, so perhaps nothing happened before SIGTERM",
				"find out in the pod's log what became of the call"),

		/**
		 * The hook could not be called.
		 */
		HOOK_UNREACHABLE("the hook could not be called, so nothing happened before SIGTERM",
				"correct the hook's port in the manifest: it is that of the actuator (management.server.port, else "
						+ "server.port)"),

		/**
		 * The hook was not over at the end of the grace period.
		 */
		HOOK_TOO_SLOW(
				"the hook was not over at the end of the grace period, which left 2 s between SIGTERM and SIGKILL",
				"set shutdown-starter.grace-period to the manifest's terminationGracePeriodSeconds, raise both, "
						+ "or make the hook's wait shorter");

		private final String sentence;

		private final String remedy;

		Kind(String sentence, String remedy) {
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

}
