package io.shutdownstarter.test;

import java.util.List;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * Compares host, port and scheme of a call of the kubelet with what the application
 * serves.
 */
final class PodSpecHttpGet {

	private final Container container;

	private final List<PodSpecFinding> findings;

	PodSpecHttpGet(Container container, List<PodSpecFinding> findings) {
		this.container = container;
		this.findings = findings;
	}

	/**
	 * Tell the path as the kubelet calls it, without the query.
	 * @param call the call
	 * @return the path
	 */
	static String path(HTTPGetAction call) {
		String path = call.getPath();
		return (path == null || path.isEmpty()) ? "/" : path.replaceFirst("\\?.*", "");
	}

	void compare(String path, HTTPGetAction call, PodSpecTarget target) {
		comparePort(path + ".port", call.getPort(), target);
		String scheme = Objects.requireNonNullElse(call.getScheme(), "HTTP");
		if (!scheme.equals(target.scheme())) {
			add(path + ".scheme", (call.getScheme() != null) ? scheme : "nothing, which means HTTP",
					"%s, as the port of %s serves it".formatted(target.scheme(), target.portProperty()),
					"set the scheme to " + target.scheme());
		}
		if (call.getHost() != null) {
			add(path + ".host", call.getHost(), "none, so that the kubelet calls the pod itself", "remove the host");
		}
	}

	private void comparePort(String path, @Nullable IntOrString port, PodSpecTarget target) {
		String expected = "%d, which is %s".formatted(target.port(), target.portProperty());
		if (target.port() == 0) {
			add(path, describe(port), "a fixed port, but %s is 0".formatted(target.portProperty()),
					"compare with the settings of the pod, not with those of a test on a random port");
			return;
		}
		@Nullable Integer number = number(port);
		if (number == null && port != null) {
			add(path, describe(port) + ", which is no port of this container", expected,
					"declare a port of that name with containerPort " + target.port());
		}
		else if (number == null || number != target.port()) {
			add(path, describe(port), expected,
					"set the port to %d, or to the name of a containerPort %d".formatted(target.port(), target.port()));
		}
	}

	private String describe(@Nullable IntOrString port) {
		if (port == null) {
			return "no port";
		}
		@Nullable Integer number = number(port);
		String text = (port.getStrVal() != null) ? "'" + port.getStrVal() + "'" : String.valueOf(port.getIntVal());
		return (number != null && port.getStrVal() != null) ? text + ", which is " + number : text;
	}

	// the kubelet's rule: a number, the name of a port of the same container, or a
	// number as text
	private @Nullable Integer number(@Nullable IntOrString port) {
		if (port == null || port.getIntVal() != null) {
			return (port != null) ? port.getIntVal() : null;
		}
		String name = port.getStrVal();
		for (ContainerPort declared : this.container.getPorts()) {
			if (name.equals(declared.getName())) {
				return declared.getContainerPort();
			}
		}
		return name.matches("\\d{1,5}") ? Integer.valueOf(name) : null;
	}

	private void add(String path, String found, String expected, String remedy) {
		this.findings.add(new PodSpecFinding(path, found, expected, remedy));
	}

}
