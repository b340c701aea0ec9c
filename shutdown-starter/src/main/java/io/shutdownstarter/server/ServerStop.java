package io.shutdownstarter.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import io.shutdownstarter.BeforeServerStop;
import io.shutdownstarter.Termination;

/**
 * Takes from the servers of this context, and of the child that has a separate management
 * port, the waits that follow the end of all waits: for requests that have been given up,
 * on either stack. Only if a termination's clock runs; a program that closes its own
 * context has its server as it is, and so has a server that runs several applications.
 */
final class ServerStop extends BeforeServerStop implements ApplicationListener<ContextRefreshedEvent> {

	/**
	 * What a request that has been interrupted gets to clean up behind itself: short, for
	 * the least time after SIGTERM is 2 s for everything.
	 */
	static final long INTERRUPTED_MILLIS = 100;

	private final ApplicationContext context;

	private final Termination termination;

	private final List<ApplicationContext> served = new CopyOnWriteArrayList<>();

	ServerStop(ApplicationContext context, Termination termination) {
		this.context = context;
		this.termination = termination;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		ApplicationContext refreshed = event.getApplicationContext();
		if (refreshed == this.context || refreshed.getParent() == this.context) {
			this.served.add(refreshed);
		}
	}

	@Override
	protected void serverStops() {
		if (this.termination.deadline().isPresent()) {
			this.served.forEach(WebServers::hurry);
		}
	}

}
