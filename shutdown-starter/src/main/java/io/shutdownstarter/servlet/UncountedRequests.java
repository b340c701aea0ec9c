package io.shutdownstarter.servlet;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

import io.shutdownstarter.UncountedPaths;

/**
 * Tells requests that are neither traffic nor work in flight: management and health
 * paths, what the user wants ignored, and probes. Probes are looked for only during a
 * termination, when they would break the quiet; before, they come and go like any other
 * request, and reading their header would cost every request some time.
 */
final class UncountedRequests {

	/**
	 * How the kubelet, load balancers and meshes introduce their health checks.
	 */
	private static final List<String> PROBES = List.of("kube-probe/", "ELB-HealthChecker/", "GoogleHC/",
			"Load Balancer Agent", "Envoy/HC", "Consul Health Check");

	private final Iterable<UncountedPaths> contributors;

	private final List<String> patterns;

	private final String servletPath;

	private final AntPathMatcher matcher = new AntPathMatcher();

	private volatile @Nullable List<String> paths;

	/**
	 * Create the rules.
	 * @param contributors asked when the first request arrives
	 * @param patterns the user's patterns
	 * @param servletPath the path of the dispatcher servlet, empty for the root
	 */
	UncountedRequests(Iterable<UncountedPaths> contributors, List<String> patterns, String servletPath) {
		this.contributors = contributors;
		this.patterns = patterns;
		this.servletPath = servletPath;
	}

	boolean matches(HttpServletRequest request, boolean terminating) {
		String path = path(request);
		return isPath(path) || isPattern(path) || (terminating && isProbe(request.getHeader("User-Agent")));
	}

	private static String path(HttpServletRequest request) {
		String path = decodedPath(request);
		// kubelets up to 1.25 call the hook with two slashes
		return path.contains("//") ? path.replaceAll("//+", "/") : path;
	}

	// as it is matched with servlets and handlers: the raw path has many spellings
	private static String decodedPath(HttpServletRequest request) {
		try {
			String info = request.getPathInfo();
			return (info != null) ? request.getServletPath() + info : request.getServletPath();
		}
		catch (IllegalArgumentException ex) {
			// Jetty, if it was told to let ambiguous paths pass
			return request.getRequestURI();
		}
	}

	private boolean isPath(String path) {
		List<String> prefixes = this.paths;
		if (prefixes == null) {
			prefixes = collectPaths();
			this.paths = prefixes;
		}
		for (String prefix : prefixes) {
			if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
				return true;
			}
		}
		return false;
	}

	private List<String> collectPaths() {
		List<String> paths = new ArrayList<>();
		for (UncountedPaths contributor : this.contributors) {
			contributor.paths().forEach((path) -> paths.add(this.servletPath + path));
		}
		return paths;
	}

	private boolean isPattern(String path) {
		for (String pattern : this.patterns) {
			if (this.matcher.match(pattern, path)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isProbe(@Nullable String userAgent) {
		return userAgent != null && PROBES.stream().anyMatch(userAgent::startsWith);
	}

}
