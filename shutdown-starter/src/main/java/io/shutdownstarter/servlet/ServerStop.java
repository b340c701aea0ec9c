package io.shutdownstarter.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.ServletContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;

import io.shutdownstarter.BeforeServerStop;
import io.shutdownstarter.Termination;

/**
 * Takes from the servers of this context, and of the child that has a separate management
 * port, the waits that follow the end of all waits: for requests that have been given up.
 * Only if a termination's clock runs; a program that closes its own context has its
 * server as it is.
 */
abstract class ServerStop extends BeforeServerStop implements ApplicationListener<ContextRefreshedEvent> {

	/**
	 * What a request that has been interrupted gets to clean up behind itself: short, for
	 * the least time after SIGTERM is 2 s for everything.
	 */
	static final long INTERRUPTED_MILLIS = 100;

	private final ApplicationContext context;

	private final Termination termination;

	private final List<ServletContext> servers = new CopyOnWriteArrayList<>();

	ServerStop(ApplicationContext context, Termination termination) {
		this.context = context;
		this.termination = termination;
	}

	/**
	 * Shortens the waits of a server that is about to be stopped.
	 * @param server where the application runs, on any server
	 */
	abstract void hurry(ServletContext server);

	@Override
	public final void onApplicationEvent(ContextRefreshedEvent event) {
		ApplicationContext refreshed = event.getApplicationContext();
		if ((refreshed == this.context || refreshed.getParent() == this.context)
				&& refreshed instanceof WebApplicationContext web && web.getServletContext() != null) {
			this.servers.add(web.getServletContext());
		}
	}

	@Override
	protected final void serverStops() {
		if (this.termination.deadline().isPresent()) {
			this.servers.forEach(this::hurry);
		}
	}

}
