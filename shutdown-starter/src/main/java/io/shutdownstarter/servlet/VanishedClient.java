package io.shutdownstarter.servlet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Ends asynchronous requests whose client has gone where the server does not. Jetty
 * leaves it to whoever writes: an application that relies on being told, as emitters of
 * Spring MVC do on every server, keeps the request until its timeout, and so does
 * everybody who waits for it. Tomcat and Undertow end such a request themselves.
 */
final class VanishedClient {

	/**
	 * Most applications end a request whose answer has failed as soon as they see the
	 * exception, and are not to find that it was ended already.
	 */
	private static final long COURTESY_MILLIS = 200;

	private static final String ENDING = VanishedClient.class.getName() + ".ENDING";

	private static final Log logger = LogFactory.getLog(VanishedClient.class);

	private VanishedClient() {
	}

	/**
	 * Whether asynchronous requests have to be ended for this server.
	 * @param server where the application runs
	 * @return whether it is Jetty
	 */
	static boolean isLeftTo(ServletContext server) {
		String info = server.getServerInfo();
		return info != null && info.startsWith("jetty");
	}

	/**
	 * A write has failed: Jetty takes no further one, and nothing can reach the client
	 * any more. Ends the request if it is asynchronous, a moment later and on a thread of
	 * the server. Never blocks, never throws.
	 * @param request the request, called by whoever writes its answer
	 */
	static void end(HttpServletRequest request) {
		try {
			if (request.isAsyncStarted() && request.getAttribute(ENDING) == null) {
				request.setAttribute(ENDING, true);
				AsyncContext async = request.getAsyncContext();
				Executor server = (task) -> start(async, task);
				CompletableFuture.delayedExecutor(COURTESY_MILLIS, TimeUnit.MILLISECONDS, server)
					.execute(() -> complete(async));
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The request has ended already", ex);
		}
	}

	private static void start(AsyncContext async, Runnable task) {
		try {
			async.start(task);
		}
		catch (RuntimeException ex) {
			logger.debug("The request has ended meanwhile", ex);
		}
	}

	private static void complete(AsyncContext async) {
		try {
			async.complete();
			logger.debug("A request was ended whose client has gone");
		}
		catch (IllegalStateException ex) {
			logger.debug("The request has ended meanwhile, or is about to be answered by a dispatch", ex);
		}
	}

}
