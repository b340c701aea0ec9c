package io.shutdownstarter.actuate;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Stands before the hook on the port that serves it, and lets only calls pass that the
 * guard takes: the operations themselves see no headers. HEAD, which Spring MVC maps to
 * GET, must not start a termination; other methods have no operation, and get Spring
 * MVC's answer (a browser's OPTIONS cannot bring a token).
 */
final class PreStopFilter implements Filter {

	private static final String GUARDED = PreStopFilter.class.getName() + ".guarded";

	private final HookPath hookPath;

	private final HookGuard guard;

	private final RefusedCalls refusedCalls;

	PreStopFilter(HookPath hookPath, HookGuard guard, RefusedCalls refusedCalls) {
		this.hookPath = hookPath;
		this.guard = guard;
		this.refusedCalls = refusedCalls;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest call)) {
			chain.doFilter(request, response);
		}
		else if (request.getDispatcherType() == DispatcherType.ERROR) {
			// an error page gets the request anew, of this path or another
			chain.doFilter(new HookRequest(call), response);
		}
		else if (this.hookPath.matches(ServletCall.decodedPath(call))) {
			filter(call, (HttpServletResponse) response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void filter(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
			throws IOException, ServletException {
		switch (call.getMethod()) {
			case "GET", "POST", "DELETE" -> guard(call, answer, chain);
			case "HEAD" -> {
				answer.setHeader("Allow", "GET");
				answer.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
			}
			default -> chain.doFilter(new HookRequest(call), answer);
		}
	}

	private void guard(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
			throws IOException, ServletException {
		HookCall received = ServletCall.asReceived(call);
		Refusal refusal = this.guard.refusal(received);
		if (refusal == null) {
			call.setAttribute(GUARDED, true);
			chain.doFilter(new HookRequest(call), answer);
			return;
		}
		this.refusedCalls.add(refusal, received);
		answer.setStatus(refusal.status());
		if (refusal.asksForToken()) {
			answer.setHeader("WWW-Authenticate", TokenGuard.HEADER);
		}
		answer.setContentType("text/plain;charset=UTF-8");
		answer.getWriter().print(refusal.answer());
	}

	/**
	 * Whether the guard has taken a call.
	 * @param call the call that has arrived at an operation
	 * @return {@code false} if it came by a way that does not lead through the guard
	 */
	static boolean hasPassed(ServletRequest call) {
		return call.getAttribute(GUARDED) != null;
	}

}
