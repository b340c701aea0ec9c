package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a pod's process is given.
 */
final class ProcessOptions {

	@Option(names = "--arg", paramLabel = "ARGUMENT",
			description = "an argument of the program, for example --arg=--spring.profiles.active=test; "
					+ "may be repeated. {port}, {managementPort} and {name} stand for the pod's own")
	private List<String> arguments = new ArrayList<>();

	@Option(names = "--jvm-arg", paramLabel = "ARGUMENT",
			description = "an argument of the JVM, for example --jvm-arg=-Xmx256m; may be repeated")
	private List<String> jvmArguments = new ArrayList<>();

	@Option(names = "--env", paramLabel = "NAME=VALUE", converter = OptionValues.Variable.class,
			description = "an environment variable; may be repeated")
	private List<Map.Entry<String, String>> environment = new ArrayList<>();

	@Option(names = "--shared-port",
			description = "the actuator is on the application's port (default: on a port of its own)")
	private boolean sharedPort;

	@Option(names = "--management-tls",
			description = "the actuator's port speaks TLS, with whatever certificate: probes are sent over TLS, "
					+ "and the hook unless --hook says otherwise")
	private boolean managementTls;

	@Option(names = "--readiness", paramLabel = "PATH", converter = OptionValues.RequestPath.class,
			description = "what answers 200 as soon as the pod is ready (default: /actuator/health/readiness)")
	private @Nullable String readinessPath;

	PodCommand apply(PodCommand command) {
		// whoever writes the whole command writes the JVM's arguments too
		Assert.isTrue(this.jvmArguments.isEmpty() || !command.target().isEmpty(), () -> "--jvm-arg="
				+ this.jvmArguments.get(0) + " has no place in a command: write it into the command itself");
		PodCommand applied = command.withJvmArguments(this.jvmArguments.toArray(String[]::new))
			.withArguments(this.arguments.toArray(String[]::new));
		for (Map.Entry<String, String> variable : this.environment) {
			applied = applied.withEnvironment(variable.getKey(), variable.getValue());
		}
		applied = this.sharedPort ? applied.withSharedPort() : applied;
		applied = this.managementTls ? applied.withManagementTls() : applied;
		return (this.readinessPath != null) ? applied.withReadinessPath(this.readinessPath) : applied;
	}

}
