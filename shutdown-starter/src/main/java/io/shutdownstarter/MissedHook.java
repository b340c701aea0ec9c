package io.shutdownstarter;

/**
 * A call of the kubelet's hook that was answered by something else.
 *
 * @param call the method and the path
 * @param status the status of the answer
 * @param nanos when it was answered
 */
record MissedHook(String call, int status, long nanos) {

	/**
	 * Longest path that is shown: whoever sent it chose it.
	 */
	private static final int LONGEST = 200;

	MissedHook {
		call = (call.length() <= LONGEST) ? call : call.substring(0, LONGEST) + "...";
	}

	String describe(long now) {
		return "%s, %s before, was answered with status %d".formatted(this.call, Seconds.ofNanos(now - this.nanos),
				this.status);
	}

}
