package io.shutdownstarter.test;

import java.time.Duration;

/**
 * What became of one attempt to run the hook.
 *
 * @param state whether it is over
 * @param took how long the kubelet has waited
 * @param status the status of an HTTP hook's answer, zero if there was none
 * @param body the beginning of the answer
 * @param failure why it could not be called or answered, empty if it could
 */
record HookOutcome(State state, Duration took, int status, String body, String failure) {

	static HookOutcome none(Duration took) {
		return new HookOutcome(State.NONE, took, 0, "", "");
	}

	static HookOutcome unfinished(Duration took, String failure) {
		return new HookOutcome(State.UNFINISHED, took, 0, "", failure);
	}

	static HookOutcome over(Duration took) {
		return new HookOutcome(State.OVER, took, 0, "", "");
	}

	static HookOutcome answered(Duration took, KubeletCall.Answer answer) {
		return new HookOutcome(State.OVER, took, answer.status(), answer.body(), "");
	}

	static HookOutcome failed(Duration took, String failure) {
		return new HookOutcome(State.OVER, took, 0, "", failure);
	}

	@Override
	public String toString() {
		return "hook " + (this.failure.isEmpty() ? "over" : this.failure)
				+ ((this.status != 0) ? ", status " + this.status + " " + this.body : "");
	}

	/**
	 * Whether a hook is over.
	 */
	enum State {

		/** There is none, or the container has ended by itself. */
		NONE,

		/** The kubelet has waited for as long as it does. */
		UNFINISHED,

		/** Answered, slept to the end, or failed. */
		OVER

	}

}
