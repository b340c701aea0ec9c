package io.shutdownstarter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

/**
 * Tells requests that are neither traffic nor work in flight: management and health
 * paths, what the user wants ignored, and probes. For whoever counts requests of one more
 * kind of server; asking costs no allocation and never blocks.
 *
 * @since 0.1.0
 */
public final class UncountedRequests {

	/**
	 * How the kubelet, load balancers and meshes introduce their health checks.
	 */
	private static final String[] PROBES = { "kube-probe/", "ELB-HealthChecker/", "GoogleHC/", "Load Balancer Agent",
			"Envoy/HC", "Consul Health Check" };

	private static final Log logger = LogFactory.getLog(UncountedRequests.class);

	private final Iterable<UncountedPaths> contributors;

	// arrays: a loop over a list costs each request an iterator
	private final String[] patterns;

	private final String prefix;

	private final AntPathMatcher matcher = new AntPathMatcher();

	/**
	 * Found without a lock: event loops ask, and two that ask at once find the same.
	 */
	private volatile String @Nullable [] paths;

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	/**
	 * Create the rules.
	 * @param contributors asked when the first request arrives; what one fails to name is
	 * counted, and a warning tells so
	 * @param patterns the user's patterns
	 * @param prefix what stands before the contributed paths in the path of a request,
	 * empty for nothing
	 */
	public UncountedRequests(Iterable<UncountedPaths> contributors, List<String> patterns, String prefix) {
		this.contributors = contributors;
		this.patterns = patterns.toArray(String[]::new);
		this.prefix = prefix;
	}

	/**
	 * Whether a request goes where nothing is counted.
	 * @param path the path as it is matched with handlers: decoded, without parameters
	 * and without the context path
	 * @return whether the request is neither traffic nor work in flight
	 */
	public boolean matches(String path) {
		// kubelets up to 1.25 call the hook with two slashes
		String single = path.contains("//") ? path.replaceAll("//+", "/") : path;
		return isPath(single) || isPattern(single);
	}

	/**
	 * Whether a request is a probe. To be asked only during a termination, when probes
	 * would break the quiet; before, they come and go like any other request, and reading
	 * their header would cost every request some time.
	 * @param userAgent the header of the request, or {@code null}
	 * @return whether the kubelet, a load balancer or a mesh introduces its health check
	 * so
	 */
	public static boolean isProbe(@Nullable String userAgent) {
		if (userAgent != null) {
			for (String probe : PROBES) {
				if (userAgent.startsWith(probe)) {
					return true;
				}
			}
		}
		return false;
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
			try {
				contributor.paths().forEach((path) -> paths.add(this.prefix + path));
			}
			catch (RuntimeException ex) {
				warn(contributor.getClass().getName(), ex);
			}
		}
		List<String> parents = new ArrayList<>();
		for (String path : paths) {
			if (parents.stream().noneMatch((parent) -> isAtOrBelow(path, parent))) {
				parents.add(path);
			}
		}
		return parents.toArray(String[]::new);
	}

	private void warn(String contributor, RuntimeException failure) {
		if (this.failed.add(contributor)) {
			logger.warn(
					"Requests that %s should have named count as traffic and as work in flight, since it failed. Let its paths() return without an exception, and without waiting for anything; it is not asked again"
						.formatted(contributor),
					failure);
		}
	}

	private boolean isPattern(String path) {
		for (String pattern : this.patterns) {
			if (this.matcher.match(pattern, path)) {
				return true;
			}
		}
		return false;
	}

}
