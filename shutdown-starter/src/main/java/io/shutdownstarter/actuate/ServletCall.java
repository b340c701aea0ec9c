package io.shutdownstarter.actuate;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A call on the servlet stack.
 *
 * @param request the request of the container
 */
record ServletCall(HttpServletRequest request) implements HookCall {

	/**
	 * Takes off what filters have put around a request: they may have hidden what a proxy
	 * has added.
	 * @param request the request
	 * @return the call as the container has read it
	 */
	static ServletCall asReceived(HttpServletRequest request) {
		ServletRequest received = request;
		while (received instanceof ServletRequestWrapper wrapper) {
			received = wrapper.getRequest();
		}
		return new ServletCall((HttpServletRequest) received);
	}

	/**
	 * The path of a request as Spring MVC matches it: the raw path has many spellings.
	 * @param request the request
	 * @return the decoded path, without that of the context
	 */
	static String decodedPath(HttpServletRequest request) {
		try {
			String info = request.getPathInfo();
			return (info != null) ? request.getServletPath() + info : request.getServletPath();
		}
		catch (IllegalArgumentException ex) {
			// Jetty, if it was told to let ambiguous paths pass
			return request.getRequestURI();
		}
	}

	@Override
	public String path() {
		return this.request.getRequestURI();
	}

	@Override
	public Collection<String> headerNames() {
		return Collections.list(this.request.getHeaderNames());
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.request.getHeaders(name));
	}

	@Override
	public ListeningAddress localAddress() {
		return new ListeningAddress(this.request.getLocalAddr(), this.request.getLocalPort());
	}

	@Override
	public boolean isTls() {
		// unlike isSecure(), not what a proxy says
		return this.request.getAttribute("jakarta.servlet.request.cipher_suite") != null;
	}

	@Override
	public boolean isMarkedAsForwarded() {
		return this.request.getAttribute(KubeletGuard.FORWARDED) != null;
	}

}
