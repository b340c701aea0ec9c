package io.shutdownstarter.actuate;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes calls that look like the kubelet's: it names the pod by address and port, and no
 * proxy lies between. So nobody drains a pod through the ingress; a neighbour inside the
 * cluster could, which only a token keeps out.
 */
final class KubeletGuard implements HookGuard {

	/**
	 * Set where the traces of a proxy are taken out before any filter sees the request.
	 */
	static final String FORWARDED = KubeletGuard.class.getName() + ".forwarded";

	private static final Set<String> PROXY_HEADERS = Set.of("forwarded", "via", "x-real-ip");

	@Override
	public @Nullable Refusal refusal(HttpServletRequest call) {
		if (call.getAttribute(FORWARDED) != null || isForwarded(call)) {
			return Refusal.FORWARDED;
		}
		ListeningAddress own = new ListeningAddress(call.getLocalAddr(), call.getLocalPort());
		return own.isNamedBy(call.getHeader("Host")) ? null : Refusal.OTHER_HOST;
	}

	static boolean isForwarded(HttpServletRequest call) {
		return Collections.list(call.getHeaderNames())
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.anyMatch((name) -> PROXY_HEADERS.contains(name) || name.startsWith("x-forwarded-"));
	}

}
