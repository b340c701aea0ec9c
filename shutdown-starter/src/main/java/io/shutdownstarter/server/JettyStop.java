package io.shutdownstarter.server;

import java.util.concurrent.Executor;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty gives the threads of requests 5 s after beans have been destroyed, and interrupts
 * them in the middle of that.
 */
final class JettyStop {

	private JettyStop() {
	}

	static void hurry(Object server) {
		if (server instanceof Server jetty) {
			hurry(jetty.getThreadPool());
			for (Connector connector : jetty.getConnectors()) {
				// a reactive application may have one of its own
				hurry(connector.getExecutor());
			}
		}
	}

	private static void hurry(Executor executor) {
		if (executor instanceof QueuedThreadPool threads) {
			// one half before the interruption, one after it
			threads.setStopTimeout(Math.min(threads.getStopTimeout(), 2 * ServerStop.INTERRUPTED_MILLIS));
		}
	}

}
