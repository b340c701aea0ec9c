package io.shutdownstarter.actuate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.shutdownstarter.PreStopHook;

/**
 * Tells of refused calls: the kubelet takes any answer for success, so nobody else does.
 * Whoever calls may call often, so each reason is told once.
 */
final class RefusedCalls {

	// the name that users see and filter by
	private static final Log logger = LogFactory.getLog(PreStopHook.class);

	private final PreStopHook hook;

	private final Set<Refusal> told = ConcurrentHashMap.newKeySet();

	RefusedCalls(PreStopHook hook) {
		this.hook = hook;
	}

	void add(Refusal refusal, String manifest) {
		this.hook.refused();
		if (this.told.add(refusal)) {
			logger.warn("A call of the pre-stop hook was refused, since " + refusal.cause() + ". "
					+ refusal.remedy(manifest) + ". Further calls that are refused for this reason are only counted");
		}
	}

	/**
	 * The part of a manifest by which the kubelet calls the hook with a token.
	 * @param call the call that has not done so
	 * @return the manifest, with a placeholder for the token
	 */
	static String manifest(HttpServletRequest call) {
		// unlike isSecure(), not what a proxy says
		boolean tls = call.getAttribute("jakarta.servlet.request.cipher_suite") != null;
		return "lifecycle: { preStop: { httpGet: { path: %s, port: %d%s, httpHeaders: [ { name: %s, value: <token> } ] } } }"
			.formatted(HookPath.singleSlashes(call.getRequestURI()), call.getLocalPort(), tls ? ", scheme: HTTPS" : "",
					TokenGuard.HEADER);
	}

}
