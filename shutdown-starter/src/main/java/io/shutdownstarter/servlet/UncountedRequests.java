package io.shutdownstarter.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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
	private static final String[] PROBES = { "kube-probe/", "ELB-HealthChecker/", "GoogleHC/", "Load Balancer Agent",
			"Envoy/HC", "Consul Health Check" };

	private final Iterable<UncountedPaths> contributors;

	// arrays: a loop over a list costs each request an iterator
	private final String[] patterns;

	private final String servletPath;

	private final AntPathMatcher matcher = new AntPathMatcher();

	private volatile String @Nullable [] paths;

	/**
	 * Create the rules.
	 * @param contributors asked when the first request arrives
	 * @param patterns the user's patterns
	 * @param servletPath the path of the dispatcher servlet, empty for the root
	 */
	UncountedRequests(Iterable<UncountedPaths> contributors, List<String> patterns, String servletPath) {
		this.contributors = contributors;
		this.patterns = patterns.toArray(String[]::new);
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
		String[] parents = this.paths;
		if (parents == null) {
			parents = collectPaths();
			this.paths = parents;
		}
		for (String parent : parents) {
			if (isAtOrBelow(path, parent)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAtOrBelow(String path, String parent) {
		return path.startsWith(parent) && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
	}

	// without those below another one: an actuator has dozens
	private String[] collectPaths() {
		SortedSet<String> paths = new TreeSet<>();
		for (UncountedPaths contributor : this.contributors) {
			contributor.paths().forEach((path) -> paths.add(this.servletPath + path));
		}
		List<String> parents = new ArrayList<>();
		for (String path : paths) {
			if (parents.stream().noneMatch((parent) -> isAtOrBelow(path, parent))) {
				parents.add(path);
			}
		}
		return parents.toArray(String[]::new);
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
		if (userAgent != null) {
			for (String probe : PROBES) {
				if (userAgent.startsWith(probe)) {
					return true;
				}
			}
		}
		return false;
	}

}
