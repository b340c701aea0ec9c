package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How traffic gets to the pods.
 * <p>
 * An ingress is a real server that must be installed. It is configured as the ingress
 * controllers built on it do by default, except that it never re-tries (a re-try hides
 * losses) and leaves all time limits to the clients. It knows of ready endpoints only, as
 * those controllers do: when all pods are terminating it answers 503, where kube-proxy
 * would still find one.
 *
 * @since 0.1.0
 */
public enum Entry {

	/**
	 * A Service, with kube-proxy's rules: the pod is chosen for each connection.
	 */
	SERVICE,

	/**
	 * A real HAProxy ({@code haproxy}, tried with 2.6): the pod is chosen for each
	 * request, over connections to the pods that are kept. It learns of endpoints by its
	 * runtime API, so nobody's connection is closed by a change. When a pod ends the
	 * connection before its answer, a client whose connection was new is answered 502,
	 * any other has its connection closed without a word.
	 */
	HAPROXY,

	/**
	 * A real nginx ({@code nginx}, tried with 1.22): the pod is chosen for each request,
	 * over connections to the pods that are kept. It learns of endpoints by a reload,
	 * which adds 0.1 to 0.2 s to the propagation, and closes the clients' idle
	 * connections: a request that is sent in that moment is lost to nginx, and counted as
	 * {@link LossCause#INGRESS_RELOADED}. Let clients send idempotent requests only,
	 * which they re-try, where the application alone is to be judged.
	 */
	NGINX;

	// Starts the router that plays this entry, with its files in the directory.
	Router start(long seed, Path directory) throws IOException {
		return switch (this) {
			case SERVICE -> ServiceRouter.start(seed);
			case HAPROXY -> new IngressRouter(HaproxyIngress.start(directory));
			case NGINX -> new IngressRouter(NginxIngress.start(directory));
		};
	}

}
