package io.shutdownstarter.actuate;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Where the hook is, and whether a request means it.
 */
final class HookPath {

	private final Supplier<Optional<String>> path;

	HookPath(Supplier<Optional<String>> path) {
		this.path = SingletonSupplier.of(path);
	}

	/**
	 * Finds the hook when the first request arrives.
	 * @param endpoints gives {@code null} if the application has taken web endpoints out
	 * @param environment tells where Spring MVC is on a shared port
	 * @return where the hook is
	 */
	static HookPath of(Supplier<@Nullable PathMappedEndpoints> endpoints, Environment environment) {
		String servletPath = servletPath(environment);
		return new HookPath(() -> Optional.ofNullable(endpoints.get())
			.map((mapped) -> mapped.getPath(EndpointId.of("prestop")))
			.map(servletPath::concat));
	}

	/**
	 * The path of the servlet that serves the actuator. A management server of its own
	 * does not use the application's.
	 * @param environment the settings
	 * @return the path without a slash at its end
	 */
	static String servletPath(Environment environment) {
		String path = (ManagementPortType.get(environment) == ManagementPortType.SAME)
				? environment.getProperty("spring.mvc.servlet.path", "/") : "/";
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	/**
	 * Whether the request means the hook, however its path is written. More spellings are
	 * taken for it than Spring MVC serves: what is no hook gets its 404 a little later.
	 * @param request the request
	 * @return whether it means the hook; never if the user denies access to it
	 */
	boolean matches(HttpServletRequest request) {
		Optional<String> hook = this.path.get();
		return hook.isPresent() && bare(decodedPath(request)).equalsIgnoreCase(hook.get());
	}

	// as Spring MVC matches it: the raw path has many spellings
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

	private static String bare(String path) {
		String bare = singleSlashes(path);
		return (bare.length() > 1 && bare.endsWith("/")) ? bare.substring(0, bare.length() - 1) : bare;
	}

	static String singleSlashes(String path) {
		return path.contains("//") ? path.replaceAll("//+", "/") : path;
	}

}
