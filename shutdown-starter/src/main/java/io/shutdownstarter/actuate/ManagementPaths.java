package io.shutdownstarter.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
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

	private final Supplier<PathMappedEndpoints> endpoints;

	private final boolean sharedPort;

	ManagementPaths(Supplier<PathMappedEndpoints> endpoints, Environment environment) {
		this.endpoints = endpoints;
		this.sharedPort = ManagementPortType.get(environment) == ManagementPortType.SAME;
	}

	@Override
	public Collection<String> paths() {
		PathMappedEndpoints endpoints = this.endpoints.get();
		List<String> paths = new ArrayList<>();
		if (this.sharedPort) {
			paths.addAll(endpoints.getAllPaths());
			if (StringUtils.hasLength(endpoints.getBasePath())) {
				paths.add(endpoints.getBasePath());
			}
		}
		for (PathMappedEndpoint endpoint : endpoints) {
			for (String path : endpoint.getAdditionalPaths(WebServerNamespace.SERVER)) {
				paths.add(path.startsWith("/") ? path : "/" + path);
			}
		}
		return paths;
	}

}
