package io.shutdownstarter.actuate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.http.server.PathContainer;

/**
 * Where the hook is, and whether a request means it.
 */
final class HookPath {

	private final Supplier<Optional<String>> finder;

	/**
	 * Found without a lock: event loops look, and two that find it at once find the same.
	 */
	private volatile @Nullable Place place;

	HookPath(Supplier<Optional<String>> finder) {
		this.finder = finder;
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
		String hook = find();
		return hook != null && bare(path).equalsIgnoreCase(hook);
	}

	/**
	 * Whether a path means the hook, as above, but without making a string of it.
	 * @param path the path as WebFlux has parsed it
	 * @return whether it means the hook; never if the user denies access to it
	 */
	boolean matches(PathContainer path) {
		String hook = find();
		return hook != null && matches(path.elements(), hook);
	}

	/**
	 * Whether a path is the hook's letter by letter, as manifests have it.
	 * @param path the path as the client has written it
	 * @return whether it is the hook's; never if the user denies access to it
	 */
	boolean isExactly(String path) {
		return path.equals(find());
	}

	private @Nullable String find() {
		Place found = this.place;
		if (found == null) {
			found = new Place(this.finder.get().orElse(null));
			this.place = found;
		}
		return found.path();
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

	/** Where the hook is, or {@code null} if it is nowhere. */
	private record Place(@Nullable String path) {

	}

}
