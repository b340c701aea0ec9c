package io.shutdownstarter;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * The times that a context gives to the phases of its close: only ever shortened. The
 * processor tells nobody its settings, so its fields are read.
 */
final class PhaseTimeouts {

	private static final Log logger = LogFactory.getLog(PhaseTimeouts.class);

	private static final String TIMEOUT = "timeoutPerShutdownPhase";

	private static final String PHASE_TIMEOUTS = "timeoutsForShutdownPhases";

	/**
	 * What a native image has to keep.
	 */
	static final List<String> FIELDS = List.of(TIMEOUT, PHASE_TIMEOUTS);

	/**
	 * The phase in which Boot's web servers wait for requests in flight
	 * ({@code GRACEFUL_SHUTDOWN_PHASE}, a constant that has moved between Boot 3 and 4).
	 */
	private static final int WEB_SERVER_DRAIN_PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	/**
	 * Long enough for a server to see that it is idle (Tomcat looks each 50 ms, Jetty
	 * each 100 ms).
	 */
	private static final long HURRIED_MILLIS = 200;

	/**
	 * What a phase gets when nothing is left: a stop that hands over to a thread needs
	 * some time even if it has nothing to do.
	 */
	private static final long LEAST_MILLIS = 10;

	private final DefaultLifecycleProcessor processor;

	private final long timeout;

	private final Map<Integer, Long> phaseTimeouts = new HashMap<>();

	private PhaseTimeouts(DefaultLifecycleProcessor processor, long timeout, Map<?, ?> phaseTimeouts) {
		this.processor = processor;
		this.timeout = timeout;
		phaseTimeouts.forEach((phase, millis) -> this.phaseTimeouts.put((Integer) phase, (Long) millis));
	}

	static Optional<PhaseTimeouts> of(ApplicationContext context) {
		String name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME;
		if (!context.containsLocalBean(name)
				|| !(context.getBean(name) instanceof DefaultLifecycleProcessor processor)) {
			return Optional.empty();
		}
		try {
			DirectFieldAccessor fields = new DirectFieldAccessor(processor);
			Object timeout = fields.getPropertyValue(TIMEOUT);
			Object phaseTimeouts = fields.getPropertyValue(PHASE_TIMEOUTS);
			if (timeout instanceof Long millis && phaseTimeouts instanceof Map<?, ?> map) {
				return Optional.of(new PhaseTimeouts(processor, millis, map));
			}
		}
		catch (BeansException ex) {
			logger.debug("No access to the settings of the lifecycle processor", ex);
		}
		logger
			.warn("The close of %s cannot be limited to the grace period: this version of Spring Framework is not known"
				.formatted(context.getDisplayName()));
		return Optional.empty();
	}

	void hurryWebServer() {
		this.phaseTimeouts.merge(WEB_SERVER_DRAIN_PHASE, HURRIED_MILLIS, Math::min);
	}

	void limit(Duration left) {
		long millis = Math.max(LEAST_MILLIS, left.toMillis());
		this.processor.setTimeoutPerShutdownPhase(Math.min(this.timeout, millis));
		this.phaseTimeouts
			.forEach((phase, timeout) -> this.processor.setTimeoutForShutdownPhase(phase, Math.min(timeout, millis)));
	}

}
