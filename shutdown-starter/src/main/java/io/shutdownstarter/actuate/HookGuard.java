package io.shutdownstarter.actuate;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call the hook. The address of the caller tells nothing: it differs by
 * the network plugin.
 */
@FunctionalInterface
interface HookGuard {

	/**
	 * Looks at a call of one of the hook's operations.
	 * @param call the call as the container has read it: filters before us may have
	 * hidden what a proxy has added
	 * @return why it is refused, or {@code null} if it is taken
	 */
	@Nullable Refusal refusal(HttpServletRequest call);

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

	/**
	 * Takes off what filters have put around a request.
	 * @param request the request
	 * @return the request of the container
	 */
	static HttpServletRequest asReceived(HttpServletRequest request) {
		ServletRequest received = request;
		while (received instanceof ServletRequestWrapper wrapper) {
			received = wrapper.getRequest();
		}
		return (HttpServletRequest) received;
	}

}
