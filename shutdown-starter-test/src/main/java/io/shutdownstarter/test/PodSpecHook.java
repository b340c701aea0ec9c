package io.shutdownstarter.test;

import java.util.List;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import org.jspecify.annotations.Nullable;

/**
 * Compares the pre-stop hook of a container. The token is compared and never printed.
 */
final class PodSpecHook {

	static final String TOKEN_HEADER = "Prestop-Token";

	private final Container container;

	private final String path;

	private final PodSpecHttpGet calls;

	private final List<PodSpecFinding> findings;

	PodSpecHook(Container container, String path, PodSpecHttpGet calls, List<PodSpecFinding> findings) {
		this.container = container;
		this.path = path + ".lifecycle.preStop";
		this.calls = calls;
		this.findings = findings;
	}

	void compare(PodSpecApplication application) {
		LifecycleHandler hook = (this.container.getLifecycle() != null) ? this.container.getLifecycle().getPreStop()
				: null;
		PodSpecTarget target = application.hook();
		HTTPGetAction call = (hook != null) ? hook.getHttpGet() : null;
		if (!application.isEnabled()) {
			compareWithoutStarter(call, target);
		}
		else if (call == null) {
			add("", describe(hook), "httpGet of %s on port %d".formatted(target.path(), target.port()),
					"call the starter's hook, or a SIGTERM that no hook has announced begins the termination");
		}
		else {
			comparePath(call, target);
			this.calls.compare(this.path + ".httpGet", call, target);
			compareToken(call, application);
		}
	}

	private void compareWithoutStarter(@Nullable HTTPGetAction call, PodSpecTarget target) {
		if (call != null && PodSpecHttpGet.path(call).equals(target.path())) {
			add(".httpGet", target.path(), "no such call, since %s is false".formatted(PodSpecApplication.ENABLED),
					"switch the starter on, or remove the hook: the kubelet takes its 404 for success");
		}
	}

	private void comparePath(HTTPGetAction call, PodSpecTarget target) {
		String found = PodSpecHttpGet.path(call);
		if (!found.equals(target.path())) {
			add(".httpGet.path", found, target.path() + ", where the application serves the hook",
					"set the path to %s: the kubelet takes a 404 for success".formatted(target.path()));
		}
	}

	private void compareToken(HTTPGetAction call, PodSpecApplication application) {
		List<HTTPHeader> headers = call.getHttpHeaders()
			.stream()
			.filter((header) -> TOKEN_HEADER.equalsIgnoreCase(header.getName()))
			.toList();
		try {
			compareToken(headers, application.token());
		}
		catch (PodSpecUnknownValueException ex) {
			// what the Secret holds is not known here, but that it is sent can be seen
			if (headers.size() != 1) {
				addToken(headers, "one header %s with the value of %s".formatted(TOKEN_HEADER, ex.origin()));
			}
		}
	}

	private void compareToken(List<HTTPHeader> headers, String token) {
		if (token.isEmpty()) {
			if (!headers.isEmpty()) {
				add(".httpGet.httpHeaders", "a header %s (its value is not shown)".formatted(TOKEN_HEADER),
						"no such header, since %s is not set".formatted(PodSpecApplication.TOKEN),
						"set %s to the header's value, or remove the header".formatted(PodSpecApplication.TOKEN));
			}
		}
		else if (headers.size() != 1 || !token.equals(headers.get(0).getValue())) {
			addToken(headers,
					"one header %s with the value of %s (not shown)".formatted(TOKEN_HEADER, PodSpecApplication.TOKEN));
		}
	}

	private void addToken(List<HTTPHeader> headers, String expected) {
		String found = switch (headers.size()) {
			case 0 -> "no header " + TOKEN_HEADER;
			case 1 -> "a header %s with another value (not shown)".formatted(TOKEN_HEADER);
			default -> "%d headers %s".formatted(headers.size(), TOKEN_HEADER);
		};
		boolean reference = headers.stream()
			.anyMatch((header) -> Objects.requireNonNullElse(header.getValue(), "").contains("$("));
		add(".httpGet.httpHeaders", found, expected, "write the token itself into the manifest"
				+ (reference ? ": Kubernetes expands no $(...) in a header" : ", as the header's value"));
	}

	private static String describe(@Nullable LifecycleHandler hook) {
		if (hook == null) {
			return "no hook";
		}
		if (hook.getSleep() != null) {
			return "sleep";
		}
		return (hook.getExec() != null) ? "exec" : "a hook without httpGet";
	}

	private void add(String field, String found, String expected, String remedy) {
		this.findings.add(new PodSpecFinding(this.path + field, found, expected, remedy));
	}

}
