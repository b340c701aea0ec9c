package io.shutdownstarter.actuate;

import java.net.InetAddress;
import java.util.Optional;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.core.env.Environment;
import org.springframework.web.context.WebApplicationContext;

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

	private volatile @Nullable WebApplicationContext management;

	HookPlace(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment, ShutdownProperties properties) {
		this.endpoints = endpoints;
		this.environment = environment;
		this.header = Optional.ofNullable(properties.prestop().token()).map((token) -> TokenGuard.HEADER);
	}

	/**
	 * Called by the context that serves the actuator: the application's own, or that of a
	 * separate management port.
	 * @param management the context
	 */
	void servedBy(WebApplicationContext management) {
		this.management = management;
	}

	@Override
	public Optional<HookAddress> locate() {
		Integer port = this.environment.getProperty("local.management.port", Integer.class);
		String path = servletPath() + path().orElse("");
		if (port == null || servletContext().isEmpty() || path().isEmpty()) {
			return Optional.empty();
		}
		boolean https = server().map(AbstractConfigurableWebServerFactory::getSsl)
			.filter((ssl) -> ssl.isEnabled())
			.isPresent();
		return Optional.of(new HookAddress(port, contextPath() + path, https, this.header));
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

	String servletPath() {
		return HookPath.servletPath(this.environment);
	}

	Optional<InetAddress> address() {
		return server().map(AbstractConfigurableWebServerFactory::getAddress);
	}

	Optional<ServletContext> servletContext() {
		return Optional.ofNullable(this.management).map(WebApplicationContext::getServletContext);
	}

	private String contextPath() {
		return servletContext().map(ServletContext::getContextPath).orElse("");
	}

	private Optional<AbstractConfigurableWebServerFactory> server() {
		return Optional.ofNullable(this.management)
			.map((context) -> context.getBeanProvider(AbstractConfigurableWebServerFactory.class).getIfAvailable());
	}

}
