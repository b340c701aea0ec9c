package io.shutdownstarter;

/**
 * The first signal of a termination.
 *
 * @since 0.1.0
 */
public enum TerminationTrigger {

	/**
	 * The pre-stop hook, called by the kubelet before it sends SIGTERM.
	 */
	PRE_STOP("the pre-stop hook"),

	/**
	 * SIGTERM (or SIGINT, SIGHUP) that no hook had announced.
	 */
	SIGNAL("SIGTERM without a hook"),

	/**
	 * An operator who takes the pod out of rotation and may put it back.
	 */
	OPERATOR("an operator");

	private final String description;

	TerminationTrigger(String description) {
		this.description = description;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
