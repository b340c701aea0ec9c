package io.shutdownstarter.actuate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.http.server.PathContainer;
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
	 * @param stack tells what stands before the paths of the actuator
	 * @return where the hook is
	 */
	static HookPath of(Supplier<@Nullable PathMappedEndpoints> endpoints, ActuatorStack stack) {
		return new HookPath(() -> Optional.ofNullable(endpoints.get())
			.map((mapped) -> mapped.getPath(EndpointId.of("prestop")))
			.map(stack.prefix()::concat));
	}

	/**
	 * Whether a path means the hook, however it is written. More spellings are taken for
	 * it than are served: what is no hook gets its 404 a little later.
	 * @param path the decoded path
	 * @return whether it means the hook; never if the user denies access to it
	 */
	boolean matches(String path) {
		Optional<String> hook = this.path.get();
		return hook.isPresent() && bare(path).equalsIgnoreCase(hook.get());
	}

	/**
	 * Whether a path means the hook, as above, but without making a string of it.
	 * @param path the path as WebFlux has parsed it
	 * @return whether it means the hook; never if the user denies access to it
	 */
	boolean matches(PathContainer path) {
		Optional<String> hook = this.path.get();
		return hook.isPresent() && matches(path.elements(), hook.get());
	}

	private static boolean matches(List<PathContainer.Element> elements, String hook) {
		int end = 0;
		for (PathContainer.Element element : elements) {
			// without parameters and without slashes, of which there may be several
			if (element instanceof PathContainer.PathSegment segment && !segment.valueToMatch().isEmpty()) {
				String text = segment.valueToMatch();
				if (!hook.startsWith("/", end) || !hook.regionMatches(true, end + 1, text, 0, text.length())) {
					return false;
				}
				end += 1 + text.length();
			}
		}
		return end == hook.length();
	}

	private static String bare(String path) {
		String bare = singleSlashes(path);
		return (bare.length() > 1 && bare.endsWith("/")) ? bare.substring(0, bare.length() - 1) : bare;
	}

	static String singleSlashes(String path) {
		return path.contains("//") ? path.replaceAll("//+", "/") : path;
	}

}
