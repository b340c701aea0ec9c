package io.shutdownstarter.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The {@code preStop} hook of a pod's manifest.
 *
 * @param path the path of the HTTP hook, {@code null} if it is none
 * @param port the port of the HTTP hook; zero means the pod's management port, which is
 * the application's if they share one
 * @param headers the manifest's {@code httpHeaders}
 * @param sleep how long the kubelet sleeps before SIGTERM; zero means not at all
 * @param tls whether the HTTP hook is sent over TLS
 * @since 0.1.0
 */
public record Hook(@Nullable String path, int port, Map<String, String> headers, Duration sleep, boolean tls) {

	private static final String STARTERS_PATH = "/actuator/prestop";

	public Hook {
		Assert.isTrue(!sleep.isNegative(), "'sleep' must not be negative");
		headers = Map.copyOf(headers);
	}

	/**
	 * A {@code preStop.httpGet} on the management port.
	 * @param path the path, with a query if need be
	 * @return the hook
	 */
	public static Hook http(String path) {
		return new Hook(path, 0, Map.of(), Duration.ZERO, false);
	}

	/**
	 * A {@code preStop.sleep}.
	 * @param time how long the kubelet sleeps before SIGTERM
	 * @return the hook
	 */
	public static Hook sleep(Duration time) {
		return new Hook(null, 0, Map.of(), time, false);
	}

	/**
	 * No hook: the pod gets SIGTERM at once.
	 * @return the hook
	 */
	public static Hook none() {
		return sleep(Duration.ZERO);
	}

	/**
	 * Reads a hook as a command line has it: {@code none}, {@code sleep:10} (seconds),
	 * {@code http} for the starter's own path, or {@code http:/path}; {@code https} in
	 * place of {@code http} sends it over TLS.
	 * @param text the text
	 * @return the hook
	 * @throws IllegalArgumentException if the text is none of these
	 */
	public static Hook parse(String text) {
		String[] parts = text.split(":", 2);
		String argument = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0]) {
			case "none" -> none();
			case "sleep" -> sleep(Duration.ofSeconds(seconds(text, argument)));
			case "http" -> http(argument.isEmpty() ? STARTERS_PATH : argument);
			case "https" -> http(argument.isEmpty() ? STARTERS_PATH : argument).withTls();
			default -> throw noHook(text);
		};
	}

	private static long seconds(String text, String argument) {
		if (!argument.matches("\\d{1,9}")) {
			throw noHook(text);
		}
		return Long.parseLong(argument);
	}

	private static IllegalArgumentException noHook(String text) {
		return new IllegalArgumentException(
				"'" + text + "' is no hook: use http, http:/path, https, https:/path, sleep:SECONDS or none");
	}

	/**
	 * Returns a copy that is sent to another port.
	 * @param port the port; zero means the pod's management port
	 * @return the copy
	 */
	public Hook withPort(int port) {
		return new Hook(this.path, port, this.headers, this.sleep, this.tls);
	}

	/**
	 * Returns a copy with one more header.
	 * @param name the header's name
	 * @param value its value
	 * @return the copy
	 */
	public Hook withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new Hook(this.path, this.port, more, this.sleep, this.tls);
	}

	/**
	 * Returns a copy that is sent over TLS, as with {@code scheme: HTTPS} in the
	 * manifest. Whoever has signed the pod's certificate, the kubelet takes it.
	 * @return the copy
	 */
	public Hook withTls() {
		return new Hook(this.path, this.port, this.headers, this.sleep, true);
	}

	/**
	 * Returns a copy with the headers of another hook, such as a token. Another path or
	 * none does not make them wrong.
	 * @param other the hook that has them
	 * @return the copy
	 */
	Hook withHeadersOf(Hook other) {
		return new Hook(this.path, this.port, other.headers, this.sleep, this.tls);
	}

	@Override
	public String toString() {
		if (this.path != null) {
			return "hook GET " + this.path + (this.tls ? " over TLS" : "");
		}
		return this.sleep.isZero() ? "no hook" : "hook sleep " + this.sleep.toSeconds() + " s";
	}

}
