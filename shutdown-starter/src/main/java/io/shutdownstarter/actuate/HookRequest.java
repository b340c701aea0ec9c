package io.shutdownstarter.actuate;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A call of the hook as the rest of the application may see it. Kubelets up to 1.25 call
 * {@code //actuator/prestop}, which Spring MVC does not know; and whoever records or logs
 * the headers of requests does not get the token.
 */
final class HookRequest extends HttpServletRequestWrapper {

	HookRequest(HttpServletRequest request) {
		super(request);
	}

	@Override
	public String getRequestURI() {
		return HookPath.singleSlashes(super.getRequestURI());
	}

	@Override
	public @Nullable String getHeader(String name) {
		return isToken(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return isToken(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		List<String> names = Collections.list(super.getHeaderNames());
		names.removeIf(HookRequest::isToken);
		return Collections.enumeration(names);
	}

	private static boolean isToken(String name) {
		return name.equalsIgnoreCase(TokenGuard.HEADER);
	}

}
