package io.shutdownstarter.diagnostics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

import io.shutdownstarter.FindingId;
import io.shutdownstarter.ShutdownProperties;

/**
 * Findings about settings of the JVM and of Spring Boot.
 */
final class SettingsChecks {

	private static final Set<String> REDUCED_SIGNALS = Set.of("-Xrs", "-XX:+ReduceSignalUsage");

	private static final String PREFIX = "shutdown-starter";

	private static final String HOOK = "spring.main.register-shutdown-hook";

	private static final String SHUTDOWN = "server.shutdown";

	private static final String PHASE = "spring.lifecycle.timeout-per-shutdown-phase";

	private SettingsChecks() {
	}

	// those from environment variables are among the arguments
	static Optional<Finding> reducedSignals(List<String> arguments) {
		return arguments.stream()
			.filter(REDUCED_SIGNALS::contains)
			.findFirst()
			.map((argument) -> new Finding(FindingId.XRS,
					"the JVM runs with %s and does not handle SIGTERM. As process 1 it ignores the signal until SIGKILL, otherwise it ends at once, and the context is never closed"
						.formatted(argument),
					"Remove %s from the command line, or from JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS"
						.formatted(argument)));
	}

	static Optional<Finding> shutdownHook(Environment environment) {
		if (environment.getProperty(HOOK, Boolean.class, true)) {
			return Optional.empty();
		}
		return Optional.of(new Finding(FindingId.NO_SHUTDOWN_HOOK, HOOK
				+ " is false, so that SIGTERM ends the JVM without closing the context, and without waiting for requests",
				"Remove the property"));
	}

	static Optional<Finding> immediateShutdown(Environment environment) {
		boolean serves = environment.containsProperty("local.server.port");
		if (!serves || !"immediate".equalsIgnoreCase(environment.getProperty(SHUTDOWN))) {
			return Optional.empty();
		}
		return Optional.of(new Finding(FindingId.IMMEDIATE_SHUTDOWN, SHUTDOWN
				+ " is immediate, so that the web server breaks off a request that arrives after the drain, while the context closes",
				"Remove the property: graceful is Spring Boot's default, and costs no time when nothing is in flight"));
	}

	// only if somebody has set it: Boot's own 30 s are meant for everybody
	static Optional<Finding> phaseTimeout(Environment environment, ShutdownProperties properties) {
		Duration timeout = Binder.get(environment).bind(PHASE, Duration.class).orElse(Duration.ZERO);
		Duration grace = properties.gracePeriod();
		if (timeout.compareTo(grace) <= 0) {
			return Optional.empty();
		}
		Duration most = grace.minus(properties.propagation().minimum());
		return Optional.of(new Finding(FindingId.PHASE_TIMEOUT,
				"%s is %s, more than shutdown-starter.grace-period (%s). Every phase of the close is cut to what the waits leave of that: %s at the most, %s if requests are waited for to the deadline"
					.formatted(PHASE, StartupLine.text(timeout), StartupLine.text(grace), StartupLine.text(most),
							StartupLine.text(properties.closeReserve())),
				"Lower it to %s or less, or raise terminationGracePeriodSeconds and shutdown-starter.grace-period together"
					.formatted(StartupLine.text(grace))));
	}

	// a misspelled grace period would leave the default in force, and nobody would know.
	// No failure of the start, as with bad values: a rollback may meet the settings of a
	// newer version. Environment variables are left out, for Kubernetes makes some of its
	// own for a Service that is called shutdown-starter
	static Optional<Finding> unknownSettings(Environment environment) {
		try {
			Binder.get(environment)
				.bind(PREFIX, Bindable.of(ShutdownProperties.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
			return Optional.empty();
		}
		catch (BindException ex) {
			return (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound)
					? Optional.of(unknownSettings(unbound)) : Optional.empty();
		}
	}

	private static Finding unknownSettings(UnboundConfigurationPropertiesException unbound) {
		String names = unbound.getUnboundProperties()
			.stream()
			.map((property) -> property.getName().toString())
			.distinct()
			.collect(Collectors.joining(", "));
		return new Finding(FindingId.UNKNOWN_SETTING,
				"%s is set, and the starter has no such setting, so that a default may be in force instead"
					.formatted(names),
				"Look for the spelling among the settings in docs/reference.md");
	}

}
