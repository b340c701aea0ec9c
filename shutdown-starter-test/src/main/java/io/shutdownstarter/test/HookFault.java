package io.shutdownstarter.test;

import java.time.Duration;

/**
 * What goes wrong on the hook's way to the pod. The sources are the kubelet's
 * {@code executePreStopHook} and {@code pkg/kubelet/lifecycle/handlers.go}.
 *
 * @param kind what goes wrong
 * @param status the status of {@link Kind#ANSWERED}, else zero
 * @param after when {@link Kind#BROKEN} breaks, counted from the call, else zero
 * @since 0.1.0
 */
public record HookFault(Kind kind, int status, Duration after) {

	public HookFault {
		Assert.isTrue((kind == Kind.ANSWERED) ? status >= 200 && status <= 599 : status == 0,
				"'status' must be from 200 to 599 for a hook that is answered, else zero");
		Assert.isTrue((kind == Kind.BROKEN) ? after.compareTo(Duration.ZERO) > 0 : after.isZero(),
				"'after' must be positive for a hook that is broken off, else zero");
	}

	/**
	 * Nothing goes wrong.
	 * @return the fault
	 */
	public static HookFault none() {
		return new HookFault(Kind.NONE, 0, Duration.ZERO);
	}

	/**
	 * The hook is called twice at the same time. Kubernetes promises that a hook comes at
	 * least once, not that it comes once.
	 * @return the fault
	 */
	public static HookFault twice() {
		return new HookFault(Kind.TWICE, 0, Duration.ZERO);
	}

	/**
	 * Nobody listens where the hook is sent to, as with a wrong port. The pod never sees
	 * it, and SIGTERM follows at once: the kubelet does not try again.
	 * @return the fault
	 */
	public static HookFault refused() {
		return new HookFault(Kind.REFUSED, 0, Duration.ZERO);
	}

	/**
	 * Something between answers in place of the pod, such as a proxy of a mesh. The pod
	 * never sees the hook, and SIGTERM follows at once: any status is a success for the
	 * kubelet.
	 * @param status the status, such as 401, 404 or 500
	 * @return the fault
	 */
	public static HookFault answered(int status) {
		return new HookFault(Kind.ANSWERED, status, Duration.ZERO);
	}

	/**
	 * The kubelet is restarted while it waits: the connection breaks, and the hook is
	 * called again with the whole grace period from then on, since a kubelet keeps what
	 * it is terminating in memory only. The new one is there at once; a real one needs
	 * seconds.
	 * @param after when it breaks, counted from the first call; a hook that is over
	 * before is not called again
	 * @return the fault
	 */
	public static HookFault broken(Duration after) {
		return new HookFault(Kind.BROKEN, 0, after);
	}

	/**
	 * Reads a fault as a command line has it: {@code none}, {@code twice},
	 * {@code refused}, {@code answered:404} or {@code broken:3} (seconds).
	 * @param text the text
	 * @return the fault
	 * @throws IllegalArgumentException if the text is none of these
	 */
	public static HookFault parse(String text) {
		String[] parts = text.split(":", 2);
		String argument = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0]) {
			case "none" -> none();
			case "twice" -> twice();
			case "refused" -> refused();
			case "answered" -> answered(Integer.parseInt(argument));
			case "broken" -> broken(Duration.ofSeconds(Long.parseLong(argument)));
			default -> throw new IllegalArgumentException("'" + text
					+ "' is no fault of a hook: use none, twice, refused, answered:STATUS or broken:SECONDS");
		};
	}

	// Whether the pod never sees the hook: it goes elsewhere.
	boolean keepsFromPod() {
		return this.kind == Kind.REFUSED || this.kind == Kind.ANSWERED;
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case NONE -> "none";
			case TWICE -> "hook called twice";
			case REFUSED -> "hook refused";
			case ANSWERED -> "hook answered " + this.status + " by something between";
			case BROKEN -> "hook broken off after " + this.after.toMillis() + " ms";
		};
	}

	/**
	 * What can go wrong.
	 */
	public enum Kind {

		/** Nothing. */
		NONE,

		/** Two calls at the same time. */
		TWICE,

		/** No connection. */
		REFUSED,

		/** An answer that is not the pod's. */
		ANSWERED,

		/** A connection that breaks, and another call. */
		BROKEN

	}

}
