package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The better one of the two doors into a termination, for whatever receives the kubelet's
 * pre-stop call: everything is still alive when it is used.
 *
 * @since 0.1.0
 */
public interface PreStopHook {

	/**
	 * A hook call has arrived. The first one starts the clock; later ones join. Never
	 * blocks.
	 * @return a stage completed when the call is to be answered: at the latest at the
	 * deadline; never completed exceptionally
	 */
	CompletionStage<TerminationReport> arrived();

	/**
	 * How long a call may have to be held at the most: the grace period and 5 s, since an
	 * answer waits up to a second for listeners that are busy with the last events. A
	 * transport whose own time limit is shorter must be told.
	 * @return the longest time until an answer
	 */
	Duration longestWait();

	/**
	 * A call was refused before it got here. Counted, so that meters and the line about a
	 * SIGTERM without a hook can tell.
	 */
	void refused();

	/**
	 * A call of the kubelet's hook was answered by something else: at a wrong path or
	 * port, or by what stands in front of the endpoint. The kubelet takes any answer for
	 * success; the line about a SIGTERM without a hook tells this one.
	 * @param call the method and the path, without the query
	 * @param status the status of the answer
	 */
	void missed(String call, int status);

	/**
	 * Looks whether an answer went to the kubelet's hook, and notices the call if so. For
	 * whoever sees all answers of a port, and asks {@link #canBeMiss} first.
	 * @param userAgent the header of the request, or {@code null}
	 * @param method the HTTP method
	 * @param path the path without the query
	 * @param status the status of the answer
	 */
	default void missedIfKubelet(@Nullable String userAgent, String method, String path, int status) {
		if (isKubelet(userAgent)) {
			missed(method + " " + path, status);
		}
	}

	/**
	 * Whether an answer can be that of something else than the hook, which succeeds. Only
	 * of such answers is the header of the request worth reading, which costs some time.
	 * @param status the status of the answer
	 * @return whether the answer is none of the hook's own
	 */
	static boolean canBeMiss(int status) {
		return status >= 300;
	}

	/**
	 * Whether a request comes from the kubelet's hook: so kubelets introduce themselves
	 * since Kubernetes 1.26.
	 * @param userAgent the header of the request, or {@code null}
	 * @return whether the kubelet sends this
	 */
	static boolean isKubelet(@Nullable String userAgent) {
		return userAgent != null && userAgent.startsWith("kube-lifecycle/");
	}

	/**
	 * An operator takes the pod out of rotation: the same sequence without a clock, held
	 * until {@link Termination#resume()}, a hook or SIGTERM. Never blocks.
	 * @return whether the pod is out of rotation; {@code false} once its context is being
	 * closed
	 */
	boolean drainAndHold();

}
