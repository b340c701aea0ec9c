package io.shutdownstarter.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Takes calls that look like the kubelet's: it names the pod by address and port, and no
 * proxy lies between. So nobody drains a pod through the ingress; a neighbour inside the
 * cluster could, which only a token keeps out.
 */
final class KubeletGuard implements HookGuard {

	/**
	 * Set where the traces of a proxy are taken out before anything of ours sees the
	 * request.
	 */
	static final String FORWARDED = KubeletGuard.class.getName() + ".forwarded";

	private static final Set<String> PROXY_HEADERS = Set.of("forwarded", "via", "x-real-ip");

	@Override
	public @Nullable Refusal refusal(HookCall call) {
		if (call.isMarkedAsForwarded() || isForwarded(call)) {
			return Refusal.FORWARDED;
		}
		ListeningAddress own = call.localAddress();
		List<String> hosts = call.headers("Host");
		return (own != null && hosts.size() == 1 && own.isNamedBy(hosts.get(0))) ? null : Refusal.OTHER_HOST;
	}

	static boolean isForwarded(HookCall call) {
		return call.headerNames()
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.anyMatch((name) -> PROXY_HEADERS.contains(name) || name.startsWith("x-forwarded-"));
	}

}
