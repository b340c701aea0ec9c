package io.shutdownstarter.actuate;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.shutdownstarter.PreStopHook;

/**
 * The outermost filter of a management port of its own: notices a call of the kubelet's
 * hook that something else has answered. On the application's port the filter that counts
 * does so.
 */
final class MissedHookFilter implements Filter {

	private final PreStopHook hook;

	MissedHookFilter(PreStopHook hook) {
		this.hook = hook;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		boolean answered = false;
		try {
			chain.doFilter(request, response);
			answered = true;
		}
		finally {
			if (request instanceof HttpServletRequest call && response instanceof HttpServletResponse answer
					&& !request.isAsyncStarted()) {
				look(call, answered ? answer.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			}
		}
	}

	private void look(HttpServletRequest call, int status) {
		if (PreStopHook.canBeMiss(status)) {
			this.hook.missedIfKubelet(call.getHeader("User-Agent"), call.getMethod(), call.getRequestURI(), status);
		}
	}

}
