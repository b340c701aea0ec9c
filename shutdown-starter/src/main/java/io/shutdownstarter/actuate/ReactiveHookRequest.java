package io.shutdownstarter.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What {@link HookRequest} is on the servlet stack: a call of the hook as the rest of the
 * application may see it, with single slashes and without the token.
 */
final class ReactiveHookRequest {

	private ReactiveHookRequest() {
	}

	static ServerHttpRequest of(ServerHttpRequest request) {
		ServerHttpRequest.Builder builder = request.mutate().headers(ReactiveHookRequest::removeToken);
		RequestPath path = request.getPath();
		String written = path.pathWithinApplication().value();
		String single = HookPath.singleSlashes(written);
		if (!single.equals(written)) {
			builder.path(path.contextPath().value() + single);
		}
		return builder.build();
	}

	// its own method to remove one is not the same in Spring 6 and 7
	private static void removeToken(HttpHeaders headers) {
		Map<String, List<String>> others = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			if (!name.equalsIgnoreCase(TokenGuard.HEADER)) {
				others.put(name, values);
			}
		});
		headers.clear();
		others.forEach(headers::addAll);
	}

}
