package io.shutdownstarter.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.ServletContext;
import org.apache.catalina.Container;
import org.apache.catalina.Engine;
import org.apache.catalina.Globals;
import org.apache.catalina.Service;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;

import io.shutdownstarter.Termination;

/**
 * Takes from Tomcat the waits that follow the end of all waits: it gives requests that do
 * not react to an interruption (a read from a database, for example) 5 s before beans are
 * destroyed and 2 s after that, which together are longer than what is kept for the close
 * (measured: a pod with one such request was killed). Only if a termination's clock runs;
 * a program that closes its own context has its server as it is.
 */
final class TomcatStop implements ApplicationListener<ContextRefreshedEvent>, SmartLifecycle {

	/**
	 * What a request that has been interrupted gets to clean up behind itself: short, for
	 * the least time after SIGTERM is 2 s for everything.
	 */
	private static final long INTERRUPTED_MILLIS = 100;

	/**
	 * The least that Tomcat can do: it waits in steps of a twentieth, and a step of zero
	 * would never end.
	 */
	private static final long UNLOAD_MILLIS = 20;

	private final ApplicationContext context;

	private final Termination termination;

	private final List<ServletContext> servers = new CopyOnWriteArrayList<>();

	private volatile boolean running;

	TomcatStop(ApplicationContext context, Termination termination) {
		this.context = context;
		this.termination = termination;
	}

	// of this context, and of the child that has a separate management port
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		ApplicationContext refreshed = event.getApplicationContext();
		if ((refreshed == this.context || refreshed.getParent() == this.context)
				&& refreshed instanceof WebApplicationContext web && web.getServletContext() != null) {
			this.servers.add(web.getServletContext());
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.termination.deadline().isPresent()) {
			this.servers.forEach(TomcatStop::hurry);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// after the wait of the termination, before everything of the server
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	private static void hurry(ServletContext server) {
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

}
