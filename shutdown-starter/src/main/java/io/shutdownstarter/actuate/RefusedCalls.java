package io.shutdownstarter.actuate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

	/**
	 * Tells of a call that the guard has refused.
	 * @param refusal why
	 * @param call the call
	 */
	void add(Refusal refusal, HookCall call) {
		add(refusal, manifest(call));
	}

	/**
	 * Tells of a call that has got to an operation without having passed the guard.
	 */
	void addUnguarded() {
		add(Refusal.UNGUARDED, "");
	}

	private void add(Refusal refusal, String manifest) {
		this.hook.refused();
		if (this.told.add(refusal)) {
			logger.warn("A call of the pre-stop hook was refused, since " + refusal.cause() + ". "
					+ refusal.remedy(manifest) + ". Further calls that are refused for this reason are only counted");
		}
	}

	// by which the kubelet calls the hook with a token, with a placeholder for it
	private static String manifest(HookCall call) {
		ListeningAddress address = call.localAddress();
		String port = (address != null) ? Integer.toString(address.port()) : "<port>";
		return "lifecycle: { preStop: { httpGet: { path: %s, port: %s%s, httpHeaders: [ { name: %s, value: <token> } ] } } }"
			.formatted(HookPath.singleSlashes(call.path()), port, call.isTls() ? ", scheme: HTTPS" : "",
					TokenGuard.HEADER);
	}

}
