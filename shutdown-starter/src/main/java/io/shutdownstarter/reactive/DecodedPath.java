package io.shutdownstarter.reactive;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The path of a request as it is matched with handlers: decoded, without parameters and
 * without the context path. It has many spellings; the usual one is handed on as it is.
 */
final class DecodedPath {

	private DecodedPath() {
	}

	static String of(ServerHttpRequest request) {
		try {
			// parsed once for all who ask
			PathContainer path = request.getPath().pathWithinApplication();
			return isPlain(path.value()) ? path.value() : decoded(path);
		}
		catch (IllegalArgumentException ex) {
			// the application's answer will tell
			return request.getURI().getRawPath();
		}
	}

	private static boolean isPlain(String path) {
		return path.indexOf('%') < 0 && path.indexOf(';') < 0;
	}

	private static String decoded(PathContainer path) {
		StringBuilder decoded = new StringBuilder(path.value().length());
		for (PathContainer.Element element : path.elements()) {
			decoded.append((element instanceof PathSegment segment) ? decoded(segment) : element.value());
		}
		return decoded.toString();
	}

	// a slash that was encoded does not separate
	private static String decoded(PathSegment segment) {
		return (segment.valueToMatch().indexOf('/') < 0) ? segment.valueToMatch() : segment.value();
	}

}
