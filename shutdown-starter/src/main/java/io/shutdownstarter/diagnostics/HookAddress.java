package io.shutdownstarter.diagnostics;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the hook is served, as the pod's manifest has to say it.
 *
 * @param port the port in force
 * @param path the whole path, context path included
 * @param https whether the port speaks TLS
 * @param header the name of the header that a call has to bring, if there is one
 * @since 0.1.0
 */
public record HookAddress(int port, String path, boolean https, Optional<String> header) {

	/**
	 * What YAML takes without quotes everywhere.
	 */
	private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]*");

	// YAML in one line; the value of the header is a secret, and left to the user
	String stanza() {
		StringBuilder get = new StringBuilder("path: ").append(quoted(this.path)).append(", port: ").append(this.port);
		if (this.https) {
			get.append(", scheme: HTTPS");
		}
		this.header.ifPresent((name) -> get.append(", httpHeaders: [{name: ")
			.append(name)
			.append(", value: \"<value of shutdown-starter.prestop.token>\"}]"));
		return "lifecycle: {preStop: {httpGet: {" + get + "}}}";
	}

	private static String quoted(String path) {
		return PLAIN.matcher(path).matches() ? path : '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
