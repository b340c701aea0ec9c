package io.shutdownstarter.actuate;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A call on WebFlux.
 *
 * @param request the request before anything of WebFlux has seen it
 */
record ReactiveCall(ServerHttpRequest request) implements HookCall {

	@Override
	public String path() {
		return this.request.getPath().pathWithinApplication().value();
	}

	// no other way to the names is the same in Spring 6 and 7
	@Override
	public Collection<String> headerNames() {
		List<String> names = new ArrayList<>();
		this.request.getHeaders().forEach((name, values) -> names.add(name));
		return names;
	}

	@Override
	public List<String> headers(String name) {
		List<String> all = new ArrayList<>();
		this.request.getHeaders().forEach((candidate, values) -> {
			if (candidate.equalsIgnoreCase(name)) {
				all.addAll(values);
			}
		});
		return all;
	}

	@Override
	public @Nullable ListeningAddress localAddress() {
		InetSocketAddress address = NativeRequest.localAddress(this.request);
		return (address != null && address.getAddress() != null)
				? new ListeningAddress(address.getAddress().getHostAddress(), address.getPort()) : null;
	}

	@Override
	public boolean isTls() {
		return this.request.getSslInfo() != null
				|| NativeRequest.attribute(this.request, "jakarta.servlet.request.cipher_suite") != null;
	}

	@Override
	public boolean isMarkedAsForwarded() {
		return NativeRequest.attribute(this.request, KubeletGuard.FORWARDED) != null;
	}

}
