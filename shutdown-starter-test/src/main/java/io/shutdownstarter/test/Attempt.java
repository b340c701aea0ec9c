package io.shutdownstarter.test;

import org.jspecify.annotations.Nullable;

/**
 * One request on one connection, as its client saw it.
 *
 * @param id names the attempt in the pod's count
 * @param pod the pod its connection led to, {@code null} if it led to none
 * @param startedNanos when the client began, on the rehearsal's clock
 * @param endedNanos when it had its answer, or gave up
 * @param reused whether the connection had carried a request before
 * @param status the status of the answer, zero if there was none
 * @param failure why it failed, {@code null} if it did not
 * @param detail what exactly was seen, empty on success
 */
record Attempt(String id, @Nullable String pod, long startedNanos, long endedNanos, boolean reused, int status,
		@Nullable LossCause failure, String detail) {

	// Whether the pod's connection ended before the first byte of an answer.
	boolean unanswered() {
		return this.failure == LossCause.KEEP_ALIVE_TRAP || this.failure == LossCause.NEW_CONNECTION_REFUSED
				|| this.failure == LossCause.CUT_WHILE_UPLOADING || this.failure == LossCause.BAD_GATEWAY;
	}

	// Whether a whole answer has come, of whatever kind and whoever gave it.
	boolean answered() {
		return this.failure == null || this.failure == LossCause.UNEXPECTED_STATUS
				|| this.failure == LossCause.WRONG_CONTENT;
	}

	// The status that the pod answered with; zero if it did not.
	int podStatus() {
		boolean byIngress = this.failure == LossCause.BAD_GATEWAY || this.failure == LossCause.NO_ENDPOINT;
		return byIngress ? 0 : this.status;
	}

	Attempt withPod(@Nullable String name) {
		return new Attempt(this.id, name, this.startedNanos, this.endedNanos, this.reused, this.status, this.failure,
				this.detail);
	}

	Attempt withFailure(LossCause cause, String what) {
		return new Attempt(this.id, this.pod, this.startedNanos, this.endedNanos, this.reused, this.status, cause,
				what);
	}

	Attempt withFailure(LossCause cause) {
		return new Attempt(this.id, this.pod, this.startedNanos, this.endedNanos, this.reused, this.status, cause,
				this.detail);
	}

}
