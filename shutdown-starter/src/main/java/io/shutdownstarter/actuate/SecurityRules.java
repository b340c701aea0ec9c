package io.shutdownstarter.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.FilterInvocation;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.debug.DebugFilter;

import io.shutdownstarter.FindingId;
import io.shutdownstarter.diagnostics.Finding;

/**
 * Asks Spring Security's own rules whether they let an anonymous GET of the hook pass. No
 * call is made for it: it could start a termination, and it would be seen by filters of
 * the application that count or log calls. So what such filters of its own would do is
 * not known here.
 */
final class SecurityRules {

	private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("shutdown-starter",
			"anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private static final String CHAIN = "springSecurityFilterChain";

	private final HookPlace place;

	private final String servletPath;

	private final BeanFactory beans;

	SecurityRules(HookPlace place, String servletPath, BeanFactory beans) {
		this.place = place;
		this.servletPath = servletPath;
		this.beans = beans;
	}

	Optional<Finding> refusesHook() {
		return this.place.locate()
			.filter((address) -> servletContext().map(this::refuses).orElse(false))
			.map((address) -> new Finding(FindingId.SECURITY_HOOK,
					"Spring Security does not let GET %s pass without a login. The kubelet takes a 401 for success, and SIGTERM follows at once"
						.formatted(address.path()),
					"Permit this path, and nothing else: requestMatchers(EndpointRequest.to(\"prestop\")).permitAll()"));
	}

	private Optional<ServletContext> servletContext() {
		return this.place.management().flatMap(MvcStack::servletContext);
	}

	private boolean refuses(ServletContext context) {
		HttpServletRequest request = request(context);
		return chains().stream()
			.filter((chain) -> chain.matches(request))
			.findFirst()
			.map((chain) -> refuses(chain, request))
			.orElse(false);
	}

	private HttpServletRequest request(ServletContext context) {
		String path = this.place.path().orElseThrow();
		return new Call(this.servletPath.isEmpty()
				? new FilterInvocation(context.getContextPath(), path, null, null, "GET", context)
				: new FilterInvocation(context.getContextPath(), this.servletPath, path, null, "GET", context));
	}

	private List<SecurityFilterChain> chains() {
		Object filter = this.beans.containsBean(CHAIN) ? this.beans.getBean(CHAIN) : null;
		if (filter instanceof DebugFilter debug) {
			filter = debug.getFilterChainProxy();
		}
		return (filter instanceof FilterChainProxy proxy) ? proxy.getFilterChains() : List.of();
	}

	private static boolean refuses(SecurityFilterChain chain, HttpServletRequest request) {
		for (Filter filter : chain.getFilters()) {
			if (filter instanceof AuthorizationFilter authorization) {
				AuthorizationResult result = authorization.getAuthorizationManager()
					.authorize(() -> ANONYMOUS, request);
				return result != null && !result.isGranted();
			}
		}
		return false;
	}

	/**
	 * The kubelet's call, as far as rules look at it. Spring Security's own stand-in for
	 * a request has no attributes, in which matchers of paths keep what they have parsed.
	 */
	private static final class Call extends HttpServletRequestWrapper {

		private final Map<String, Object> attributes = new HashMap<>();

		Call(FilterInvocation invocation) {
			super(invocation.getHttpRequest());
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			return this.attributes.get(name);
		}

		@Override
		public void setAttribute(String name, Object value) {
			this.attributes.put(name, value);
		}

		@Override
		public void removeAttribute(String name) {
			this.attributes.remove(name);
		}

	}

}
