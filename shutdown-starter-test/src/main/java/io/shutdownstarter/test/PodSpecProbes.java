package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Compares the probes of a container with the health groups of the application.
 */
final class PodSpecProbes {

	private final Container container;

	private final String path;

	private final PodSpecHttpGet calls;

	private final List<PodSpecFinding> findings;

	PodSpecProbes(Container container, String path, PodSpecHttpGet calls, List<PodSpecFinding> findings) {
		this.container = container;
		this.path = path + ".";
		this.calls = calls;
		this.findings = findings;
	}

	void compare(PodSpecApplication application) {
		List<PodSpecTarget> readiness = application.group("readiness", "readinessState", "/readyz");
		List<PodSpecTarget> liveness = application.group("liveness", "livenessState", "/livez");
		compare("readinessProbe", this.container.getReadinessProbe(), readiness,
				"with another the pod would stay ready, or never become it");
		compare("livenessProbe", this.container.getLivenessProbe(), liveness,
				"with any other, readiness for example, the kubelet would restart a pod that only refuses traffic");
		if (this.container.getStartupProbe() != null) {
			List<PodSpecTarget> either = new ArrayList<>(liveness);
			either.addAll(readiness);
			compare("startupProbe", this.container.getStartupProbe(), either, "either group tells that it has started");
		}
		if (!application.hasProbeGroups()) {
			add("readinessProbe", "management.endpoint.health.probes.enabled is false", "the groups of the probes",
					"remove management.endpoint.health.probes.enabled, or set it to true");
		}
	}

	private void compare(String name, @Nullable Probe probe, List<PodSpecTarget> targets, String reason) {
		HTTPGetAction call = (probe != null) ? probe.getHttpGet() : null;
		PodSpecTarget first = targets.get(0);
		if (call == null) {
			add(name, (probe != null) ? "a probe without httpGet" : "no probe",
					"httpGet of %s on port %d".formatted(first.path(), first.port()),
					"add it: only the application knows its state");
			return;
		}
		String found = PodSpecHttpGet.path(call);
		PodSpecTarget target = targets.stream().filter((one) -> one.path().equals(found)).findFirst().orElse(null);
		if (target == null) {
			add(name + ".httpGet.path", found,
					targets.stream().map(PodSpecTarget::path).collect(Collectors.joining(" or ")),
					"set the path to %s: %s".formatted(first.path(), reason));
		}
		this.calls.compare(this.path + name + ".httpGet", call, (target != null) ? target : first);
	}

	private void add(String field, String found, String expected, String remedy) {
		this.findings.add(new PodSpecFinding(this.path + field, found, expected, remedy));
	}

}
