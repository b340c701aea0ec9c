package io.shutdownstarter.server;

import org.apache.catalina.Container;
import org.apache.catalina.Engine;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat gives requests that do not react to an interruption (a read from a database, for
 * example) 5 s before beans are destroyed and 2 s after that, and 2 s more to those that
 * no thread carries, as each of WebFlux. Together that is longer than what is kept for
 * the close (measured: a pod with one such request was killed).
 */
final class TomcatStop {

	/**
	 * The least that Tomcat can do: it waits in steps of a twentieth, and a step of zero
	 * would never end.
	 */
	private static final long UNLOAD_MILLIS = 20;

	private TomcatStop() {
	}

	static void hurry(Object server) {
		if (server instanceof Tomcat tomcat) {
			for (Service service : tomcat.getServer().findServices()) {
				hurryThreads(service);
				hurryApplications(service.getContainer());
			}
		}
	}

	private static void hurryThreads(Service service) {
		for (Connector connector : service.findConnectors()) {
			connector.setProperty("executorTerminationTimeoutMillis", Long.toString(ServerStop.INTERRUPTED_MILLIS));
		}
	}

	private static void hurryApplications(Engine engine) {
		for (Container host : engine.findChildren()) {
			for (Container application : host.findChildren()) {
				if (application instanceof StandardContext context) {
					hurryServlets(context);
				}
			}
		}
	}

	// servlets have taken the delay from their context, and take it again with it
	private static void hurryServlets(StandardContext context) {
		context.setUnloadDelay(UNLOAD_MILLIS);
		for (Container servlet : context.findChildren()) {
			servlet.setParent(context);
		}
	}

}
