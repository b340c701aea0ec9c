package io.shutdownstarter.diagnostics;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.Termination;

/**
 * Auto-configuration of what is said at the start.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ShutdownAutoConfiguration.class)
@ConditionalOnBean(Termination.class)
@Lazy(false)
public final class DiagnosticsShutdownAutoConfiguration {

	DiagnosticsShutdownAutoConfiguration() {
	}

	@Bean
	StartupDiagnostics terminationStartupDiagnostics(ApplicationContext context, ShutdownProperties properties,
			ObjectProvider<HookLocator> hook, List<StartupCheck> checks) {
		return new StartupDiagnostics(context, properties,
				() -> Optional.ofNullable(hook.getIfAvailable()).flatMap(HookLocator::locate), checks);
	}

	@Bean
	StartupCheck terminationShellCheck() {
		return new ShellCheck(Path.of("/proc"), ProcessHandle.current().pid());
	}

	@Bean
	StartupCheck terminationReducedSignalsCheck() {
		return () -> SettingsChecks.reducedSignals(ManagementFactory.getRuntimeMXBean().getInputArguments());
	}

	@Bean
	StartupCheck terminationShutdownHookCheck(Environment environment) {
		return () -> SettingsChecks.shutdownHook(environment);
	}

	@Bean
	StartupCheck terminationImmediateShutdownCheck(Environment environment) {
		return () -> SettingsChecks.immediateShutdown(environment);
	}

	@Bean
	StartupCheck terminationPhaseTimeoutCheck(Environment environment, ShutdownProperties properties) {
		return () -> SettingsChecks.phaseTimeout(environment, properties);
	}

	@Bean
	StartupCheck terminationUnknownSettingsCheck(Environment environment) {
		return () -> SettingsChecks.unknownSettings(environment);
	}

}
