package io.shutdownstarter.actuate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;

/**
 * Makes Jetty let calls of the kubelet through that it answers with 400 by itself. For
 * every other path its rules stay as they are.
 */
final class JettyHook {

	private final Predicate<String> isHook;

	/**
	 * Create the change.
	 * @param isHook whether a path, from the root of the server, is the hook's
	 */
	JettyHook(Predicate<String> isHook) {
		this.isHook = isHook;
	}

	/**
	 * Changes all connectors.
	 * @param server the server, which has not started
	 */
	void letThrough(Server server) {
		// two that are alike are equal, and the protocols of one port share theirs
		Set<HttpConfiguration> configurations = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Connector connector : server.getConnectors()) {
			for (ConnectionFactory factory : connector.getConnectionFactories()) {
				if (factory instanceof HttpConfiguration.ConnectionFactory http) {
					configurations.add(http.getHttpConfiguration());
				}
			}
		}
		configurations.forEach(this::letThrough);
	}

	private void letThrough(HttpConfiguration configuration) {
		List<HttpConfiguration.Customizer> customizers = configuration.getCustomizers();
		customizers.replaceAll((customizer) -> (customizer.getClass() == SecureRequestCustomizer.class)
				? JettySni.in((SecureRequestCustomizer) customizer, this.isHook) : customizer);
		// first: nothing of Jetty is to see what it has refused so far
		customizers.add(0, JettySlashes.in(configuration, this.isHook));
	}

}
