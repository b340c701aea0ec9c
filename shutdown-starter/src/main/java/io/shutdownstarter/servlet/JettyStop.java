package io.shutdownstarter.servlet;

import jakarta.servlet.ServletContext;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.context.ApplicationContext;

import io.shutdownstarter.Termination;

/**
 * Jetty gives the threads of requests 5 s after beans have been destroyed, and interrupts
 * them in the middle of that.
 */
final class JettyStop extends ServerStop {

	private static final String THREADS_ATTRIBUTE = "org.eclipse.jetty.server.Executor";

	JettyStop(ApplicationContext context, Termination termination) {
		super(context, termination);
	}

	@Override
	void hurry(ServletContext server) {
		if (server.getAttribute(THREADS_ATTRIBUTE) instanceof QueuedThreadPool threads) {
			// one half before the interruption, one after it
			threads.setStopTimeout(Math.min(threads.getStopTimeout(), 2 * INTERRUPTED_MILLIS));
		}
	}

}
