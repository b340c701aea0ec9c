package io.shutdownstarter.actuate;

import java.net.InetAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.diagnostics.HookAddress;
import io.shutdownstarter.diagnostics.HookLocator;

/**
 * Where the hook is served, in the facts that are in force rather than in the settings:
 * the mapped endpoints, the port that was opened, and the factory of the server behind
 * all of its customizers.
 */
final class HookPlace implements HookLocator {

	private static final EndpointId ENDPOINT = EndpointId.of("prestop");

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private final Environment environment;

	private final Optional<String> header;

	private final ActuatorStack stack;

	private volatile @Nullable ApplicationContext management;

	HookPlace(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment, ShutdownProperties properties,
			ActuatorStack stack) {
		this.endpoints = endpoints;
		this.environment = environment;
		this.header = Optional.ofNullable(properties.prestop().token()).map((token) -> TokenGuard.HEADER);
		this.stack = stack;
	}

	/**
	 * Called by the context that serves the actuator: the application's own, or that of a
	 * separate management port.
	 * @param management the context
	 */
	void servedBy(ApplicationContext management) {
		this.management = management;
	}

	@Override
	public Optional<HookAddress> locate() {
		Integer port = this.environment.getProperty("local.management.port", Integer.class);
		ApplicationContext management = this.management;
		if (port == null || management == null || path().isEmpty()) {
			return Optional.empty();
		}
		boolean https = server().map(AbstractConfigurableWebServerFactory::getSsl)
			.filter((ssl) -> ssl.isEnabled())
			.isPresent();
		String path = this.stack.contextPath(management) + this.stack.prefix() + path().orElseThrow();
		return Optional.of(new HookAddress(port, path, https, this.header));
	}

	boolean isPortShared() {
		return ManagementPortType.get(this.environment) == ManagementPortType.SAME;
	}

	/**
	 * The path of the hook within its server.
	 * @return the path as the actuator maps it, or empty if it does not
	 */
	Optional<String> path() {
		return Optional.ofNullable(this.endpoints.getIfAvailable()).map((endpoints) -> endpoints.getPath(ENDPOINT));
	}

	Optional<InetAddress> address() {
		return server().map(AbstractConfigurableWebServerFactory::getAddress);
	}

	Optional<ApplicationContext> management() {
		return Optional.ofNullable(this.management);
	}

	private Optional<AbstractConfigurableWebServerFactory> server() {
		return management()
			.map((context) -> context.getBeanProvider(AbstractConfigurableWebServerFactory.class).getIfAvailable());
	}

}
