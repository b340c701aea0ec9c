package io.shutdownstarter.actuate;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;

import io.shutdownstarter.FindingId;
import io.shutdownstarter.diagnostics.Finding;

/**
 * Findings about the way to the hook.
 */
final class HookChecks {

	private static final String UNREACHABLE = ". The kubelet's call fails, and requests are waited for on SIGTERM only";

	private static final String EXCLUDE = "management.endpoints.web.exposure.exclude";

	private final HookPlace place;

	private final Environment environment;

	private final ObjectProvider<WebEndpointProperties> endpoints;

	HookChecks(HookPlace place, Environment environment, ObjectProvider<WebEndpointProperties> endpoints) {
		this.place = place;
		this.environment = environment;
		this.endpoints = endpoints;
	}

	Optional<Finding> unreachable() {
		if (!this.environment.containsProperty("local.server.port")) {
			return Optional.empty();
		}
		if (ManagementPortType.get(this.environment) == ManagementPortType.DISABLED) {
			return unreachable("management.server.port is %s, so that no hook is served"
				.formatted(this.environment.getProperty("management.server.port")), "Set it to a port, such as 9090");
		}
		return this.place.path().isEmpty() ? notServed() : onLoopback();
	}

	private Optional<Finding> notServed() {
		return denied()
			.map((property) -> unreachable("%s is none, so that no hook is served".formatted(property),
					"Remove the property, or set management.endpoint.prestop.access=read-only"))
			.orElseGet(() -> {
				Set<String> excluded = excluded();
				return (excluded.contains("prestop") || excluded.contains("*"))
						? unreachable(
								"%s is %s, so that no hook is served".formatted(EXCLUDE, String.join(",", excluded)),
								"Take prestop out of it")
						: unreachable("the actuator serves no endpoint prestop",
								"Look for what switches web endpoints off");
			});
	}

	private Optional<String> denied() {
		return Stream
			.of("management.endpoints.access.max-permitted", "management.endpoint.prestop.access",
					"management.endpoints.access.default")
			.filter((property) -> "none".equalsIgnoreCase(this.environment.getProperty(property)))
			.findFirst();
	}

	private Set<String> excluded() {
		return this.endpoints.stream()
			.findFirst()
			.map((properties) -> properties.getExposure().getExclude())
			.orElse(Set.of());
	}

	private Optional<Finding> onLoopback() {
		String property = this.place.isPortShared() ? "server.address" : "management.server.address";
		return this.place.address()
			.filter(InetAddress::isLoopbackAddress)
			.flatMap((address) -> unreachable("%s is %s, and the kubelet calls the address of the pod"
				.formatted(property, address.getHostAddress()), "Remove the property"));
	}

	private static Optional<Finding> unreachable(String cause, String remedy) {
		return Optional.of(new Finding(FindingId.HOOK_UNREACHABLE, cause + UNREACHABLE, remedy));
	}

	Optional<Finding> withoutToken() {
		return this.place.locate()
			.filter((address) -> this.place.isPortShared() && address.header().isEmpty())
			.map((address) -> new Finding(FindingId.NO_TOKEN,
					"the hook is served without a token on the application's port (%d). Whoever reaches that port directly and sends what the kubelet sends takes the pod out of rotation"
						.formatted(address.port()),
					"Set shutdown-starter.prestop.token and send it in the manifest's httpHeaders as %s, or give the actuator a port of its own with management.server.port"
						.formatted(TokenGuard.HEADER)));
	}

}
