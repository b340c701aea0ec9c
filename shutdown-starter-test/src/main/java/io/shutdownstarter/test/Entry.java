package io.shutdownstarter.test;

import java.io.IOException;

/**
 * How traffic gets to the pods.
 *
 * @since 0.1.0
 */
public enum Entry {

	/**
	 * A Service, with kube-proxy's rules: the pod is chosen for each connection.
	 */
	SERVICE;

	// Starts the router that plays this entry.
	Router start(long seed) throws IOException {
		return ServiceRouter.start(seed);
	}

}
