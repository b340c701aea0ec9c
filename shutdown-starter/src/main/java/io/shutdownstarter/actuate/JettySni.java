package io.shutdownstarter.actuate;

import java.util.function.Predicate;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;

/**
 * Takes calls of the hook by TLS that name the pod by its address, as the kubelet's do.
 * Jetty refuses a request for a host that its certificate does not name, and hardly any
 * names the addresses of pods. The guard looks at the host of these calls if it has to.
 */
final class JettySni extends SecureRequestCustomizer {

	private final Predicate<String> isHook;

	private JettySni(SecureRequestCustomizer jetty, Predicate<String> isHook) {
		super(jetty.isSniRequired(), jetty.isSniHostCheck(), jetty.getStsMaxAge(), jetty.isStsIncludeSubDomains());
		this.isHook = isHook;
	}

	/**
	 * Puts the exception into the rule.
	 * @param jetty the rule
	 * @param isHook whether a path is the hook's
	 * @return the rule with the exception, or without if the application wants a name
	 * from every client
	 */
	static SecureRequestCustomizer in(SecureRequestCustomizer jetty, Predicate<String> isHook) {
		return jetty.isSniRequired() ? jetty : new JettySni(jetty, isHook);
	}

	@Override
	protected void checkSni(Request request, SSLSession session) {
		// CONNECT may have no path
		String path = request.getHttpURI().getPath();
		if (path == null || !isByAddress(session) || !this.isHook.test(path)) {
			super.checkSni(request, session);
		}
	}

	// a client that knows a name has told it
	private static boolean isByAddress(SSLSession session) {
		return session instanceof ExtendedSSLSession extended && extended.getRequestedServerNames().isEmpty();
	}

}
