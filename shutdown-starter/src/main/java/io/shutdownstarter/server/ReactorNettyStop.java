package io.shutdownstarter.server;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.ReactorResourceFactory;

import io.shutdownstarter.BeforeServerStop;
import io.shutdownstarter.Deadline;
import io.shutdownstarter.Termination;

/**
 * Takes from Reactor Netty the time for which its threads wait at their end for more to
 * do: 2 s after the last task, and up to 15 s if tasks keep coming, on the thread that
 * closes the context. Nothing is in flight then, or it has been given up. Only if a
 * termination's clock runs, and only what the application has not set itself.
 */
final class ReactorNettyStop extends BeforeServerStop {

	static final String QUIET_PERIOD_FIELD = "shutdownQuietPeriod";

	static final String TIMEOUT_FIELD = "shutdownTimeout";

	/**
	 * What Reactor Netty waits for if nobody says otherwise.
	 */
	private static final Duration DEFAULT_QUIET_PERIOD = Duration.ofSeconds(2);

	/**
	 * Calls of this application to others that are under way go on as long as there is
	 * something to do; Netty looks each 0.1 s.
	 */
	private static final Duration QUIET_PERIOD = Duration.ofMillis(100);

	/**
	 * What is left when the deadline has passed, for the least time after SIGTERM is 2 s
	 * for everything.
	 */
	private static final Duration LEAST_TIMEOUT = Duration.ofMillis(500);

	private static final Log logger = LogFactory.getLog(ReactorNettyStop.class);

	private final Termination termination;

	private final ObjectProvider<ReactorResourceFactory> factories;

	ReactorNettyStop(Termination termination, ObjectProvider<ReactorResourceFactory> factories) {
		this.termination = termination;
		this.factories = factories;
	}

	@Override
	protected void serverStops() {
		this.termination.deadline()
			.ifPresent((deadline) -> this.factories.forEach((factory) -> hurry(factory, deadline)));
	}

	// the factory tells nobody its settings
	private static void hurry(ReactorResourceFactory factory, Deadline deadline) {
		try {
			DirectFieldAccessor fields = new DirectFieldAccessor(factory);
			if (DEFAULT_QUIET_PERIOD.equals(fields.getPropertyValue(QUIET_PERIOD_FIELD))
					&& fields.getPropertyValue(TIMEOUT_FIELD) instanceof Duration timeout) {
				factory.setShutdownQuietPeriod(QUIET_PERIOD);
				factory.setShutdownTimeout(least(timeout, most(LEAST_TIMEOUT, deadline.remaining())));
			}
		}
		catch (BeansException ex) {
			logger.debug("No access to the settings of Reactor Netty's resources", ex);
		}
	}

	private static Duration least(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration most(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
