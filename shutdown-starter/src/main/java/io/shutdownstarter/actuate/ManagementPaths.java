package io.shutdownstarter.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.shutdownstarter.UncountedPaths;

/**
 * The paths of the actuator on the application's own port: all of it if the port is
 * shared, and health groups that have asked for a path there.
 */
final class ManagementPaths implements UncountedPaths {

	/**
	 * The only endpoint that can have paths elsewhere. Boot 3.4 throws a
	 * {@code NullPointerException} if another one is asked for them.
	 */
	private static final EndpointId HEALTH = EndpointId.of("health");

	private final Supplier<@Nullable PathMappedEndpoints> endpoints;

	private final boolean sharedPort;

	/**
	 * Create the bean.
	 * @param endpoints asked when the first request arrives; {@code null} if the
	 * application has taken web endpoints out
	 * @param environment tells whether the port is shared
	 */
	ManagementPaths(Supplier<@Nullable PathMappedEndpoints> endpoints, Environment environment) {
		this.endpoints = endpoints;
		this.sharedPort = ManagementPortType.get(environment) == ManagementPortType.SAME;
	}

	@Override
	public Collection<String> paths() {
		PathMappedEndpoints endpoints = this.endpoints.get();
		if (endpoints == null) {
			return List.of();
		}
		List<String> paths = new ArrayList<>();
		if (this.sharedPort) {
			paths.addAll(endpoints.getAllPaths());
			if (StringUtils.hasLength(endpoints.getBasePath())) {
				paths.add(endpoints.getBasePath());
			}
		}
		PathMappedEndpoint health = endpoints.getEndpoint(HEALTH);
		if (health != null) {
			for (String path : health.getAdditionalPaths(WebServerNamespace.SERVER)) {
				paths.add(path.startsWith("/") ? path : "/" + path);
			}
		}
		return paths;
	}

}
