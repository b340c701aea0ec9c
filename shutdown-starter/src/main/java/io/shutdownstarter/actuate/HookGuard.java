package io.shutdownstarter.actuate;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may call the hook. The address of the caller tells nothing: it differs by
 * the network plugin.
 */
@FunctionalInterface
interface HookGuard {

	/**
	 * Looks at a call of one of the hook's operations.
	 * @param call the call
	 * @return why it is refused, or {@code null} if it is taken
	 */
	@Nullable Refusal refusal(HookCall call);

	/**
	 * The guard for these circumstances.
	 * @param token the token that a call must bring, or {@code null} for none
	 * @param sharedPort whether the application is served on the hook's port
	 * @return the guard
	 */
	static HookGuard of(@Nullable String token, boolean sharedPort) {
		if (token != null) {
			return new TokenGuard(token);
		}
		// a port of its own is not routed to from outside
		return sharedPort ? new KubeletGuard() : (call) -> null;
	}

}
