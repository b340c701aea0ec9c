package io.shutdownstarter.diagnostics;

import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

import io.shutdownstarter.ShutdownProperties;

/**
 * Says once, when the application has become ready, what the manifest must contain, and
 * warns of what would harm a termination.
 * <p>
 * The line comes wherever a web server serves: manifests are written on a laptop.
 * Findings come only on Kubernetes ({@link CloudPlatform};
 * {@code spring.main.cloud-platform} says so elsewhere): nobody who runs an application
 * in a terminal or a test wants to hear of process 1. What cannot be told is no finding,
 * and nothing that goes wrong here stops the start.
 */
final class StartupDiagnostics implements ApplicationListener<ApplicationReadyEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(StartupDiagnostics.class);

	private final ApplicationContext context;

	private final ShutdownProperties properties;

	private final HookLocator hook;

	private final List<StartupCheck> checks;

	StartupDiagnostics(ApplicationContext context, ShutdownProperties properties, HookLocator hook,
			List<StartupCheck> checks) {
		this.context = context;
		this.properties = properties;
		this.hook = hook;
		this.checks = checks;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		// a child context publishes its own to the parent
		if (event.getApplicationContext() == this.context) {
			tellLine();
			if (CloudPlatform.KUBERNETES.isActive(this.context.getEnvironment())) {
				this.checks.forEach(this::tellFinding);
			}
		}
	}

	// behind the application's own listeners, which may still warm it up
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	private void tellLine() {
		// a property of the same name in every Boot line, unlike the types behind it
		if (this.context.getEnvironment().containsProperty("local.server.port")) {
			logger.info(StartupLine.of(located(), this.properties));
		}
	}

	private Optional<HookAddress> located() {
		try {
			return this.hook.locate();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The hook cannot be located", ex);
			return Optional.empty();
		}
	}

	private void tellFinding(StartupCheck check) {
		try {
			check.finding()
				.filter((finding) -> !this.properties.findings().ignored().contains(finding.id().toString()))
				.ifPresent(logger::warn);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("A check failed", ex);
		}
	}

}
