package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Compares a container with the settings of its application, and collects what differs.
 */
final class PodSpecComparison {

	/** Kubernetes' own default. */
	private static final long DEFAULT_GRACE_SECONDS = 30;

	private final PodSpecWorkload workload;

	private final Container container;

	private final String path;

	private final List<PodSpecFinding> findings = new ArrayList<>();

	PodSpecComparison(PodSpecWorkload workload, Container container) {
		this.workload = workload;
		this.container = container;
		this.path = workload.path(container);
	}

	List<PodSpecFinding> with(PodSpecSettings settings) {
		PodSpecProcess process = new PodSpecProcess(this.container, this.workload.manifests());
		PodSpecApplication application = new PodSpecApplication(settings.environment(process));
		check(application, this::gracePeriod);
		check(application, this::calls);
		PodSpecCommand.of(this.container)
			.shellThatStays()
			.ifPresent((shell) -> add(".command", "the shell %s runs the application as its child".formatted(shell),
					"the application as the container's own process, since a shell does not pass SIGTERM on to it",
					"begin the last command of the script with exec, or start java without a shell"));
		return this.findings;
	}

	private void check(PodSpecApplication application, Consumer<PodSpecApplication> check) {
		try {
			check.accept(application);
		}
		catch (PodSpecUnknownValueException ex) {
			add(".env", "%s is set to a value that is not in these manifests: %s".formatted(ex.property(), ex.origin()),
					"a value that can be compared", "load the manifest that has it too, or set the value in place");
		}
	}

	private void calls(PodSpecApplication application) {
		if (!application.servesWeb()) {
			return;
		}
		if (!application.servesManagement()) {
			add(".lifecycle.preStop", "management.server.port is negative",
					"a port that serves the hook and the probes",
					"set management.server.port to a port, or remove it to share server.port");
			return;
		}
		PodSpecHttpGet calls = new PodSpecHttpGet(this.container, this.findings);
		new PodSpecHook(this.container, this.path, calls, this.findings).compare(application);
		new PodSpecProbes(this.container, this.path, calls, this.findings).compare(application);
	}

	private void gracePeriod(PodSpecApplication application) {
		Long configured = this.workload.spec().getTerminationGracePeriodSeconds();
		long seconds = (configured != null) ? configured : DEFAULT_GRACE_SECONDS;
		compareTime(application, this.workload.path(), seconds,
				(configured != null) ? configured.toString() : "nothing, which means 30",
				"set both to the same time: one clock counts for hook, SIGTERM and close");
		probeTime(application, ".livenessProbe", this.container.getLivenessProbe());
		probeTime(application, ".startupProbe", this.container.getStartupProbe());
	}

	private void probeTime(PodSpecApplication application, String field, @Nullable Probe probe) {
		Long seconds = (probe != null) ? probe.getTerminationGracePeriodSeconds() : null;
		if (seconds != null) {
			compareTime(application, this.path + field, seconds, seconds.toString(),
					"remove it: after a failed probe the hook has this time, and the application cannot know");
		}
	}

	private void compareTime(PodSpecApplication application, String parent, long seconds, String found, String remedy) {
		Duration expected = application.gracePeriod();
		if (!Duration.ofSeconds(seconds).equals(expected)) {
			this.findings.add(new PodSpecFinding(parent + ".terminationGracePeriodSeconds", found,
					"%s, as %s says".formatted(PodSpecFinding.seconds(expected), PodSpecApplication.GRACE_PERIOD),
					remedy));
		}
	}

	private void add(String field, String found, String expected, String remedy) {
		this.findings.add(new PodSpecFinding(this.path + field, found, expected, remedy));
	}

}
