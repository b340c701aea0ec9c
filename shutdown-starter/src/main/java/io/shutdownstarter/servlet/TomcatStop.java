package io.shutdownstarter.servlet;

import jakarta.servlet.ServletContext;
import org.apache.catalina.Container;
import org.apache.catalina.Engine;
import org.apache.catalina.Globals;
import org.apache.catalina.Service;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.context.ApplicationContext;

import io.shutdownstarter.Termination;

/**
 * Tomcat gives requests that do not react to an interruption (a read from a database, for
 * example) 5 s before beans are destroyed and 2 s after that, which together are longer
 * than what is kept for the close (measured: a pod with one such request was killed).
 */
final class TomcatStop extends ServerStop {

	/**
	 * The least that Tomcat can do: it waits in steps of a twentieth, and a step of zero
	 * would never end.
	 */
	private static final long UNLOAD_MILLIS = 20;

	TomcatStop(ApplicationContext context, Termination termination) {
		super(context, termination);
	}

	@Override
	void hurry(ServletContext server) {
		if (server.getAttribute(Globals.RESOURCES_ATTR) instanceof WebResourceRoot resources
				&& resources.getContext() instanceof StandardContext tomcat) {
			hurryServlets(tomcat);
			if (tomcat.getParent() != null && tomcat.getParent().getParent() instanceof Engine engine) {
				hurryThreads(engine.getService());
			}
		}
	}

	// servlets have taken the delay from their context, and take it again with it
	private static void hurryServlets(StandardContext tomcat) {
		tomcat.setUnloadDelay(UNLOAD_MILLIS);
		for (Container servlet : tomcat.findChildren()) {
			servlet.setParent(tomcat);
		}
	}

	private static void hurryThreads(Service service) {
		for (Connector connector : service.findConnectors()) {
			connector.setProperty("executorTerminationTimeoutMillis", Long.toString(INTERRUPTED_MILLIS));
		}
	}

	/**
	 * What a native image has to keep: Tomcat hands on a connector's property by the name
	 * of this method, which its own hints leave out.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerType(AbstractProtocol.class, (type) -> type.withMethod("setProperty",
						TypeReference.listOf(String.class, String.class), ExecutableMode.INVOKE));
		}

	}

}
