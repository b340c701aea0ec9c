package io.shutdownstarter.actuate;

import org.springframework.http.HttpStatus;

/**
 * Why a call of the hook is refused, and what to do about it. Never has anything of what
 * the caller has sent.
 */
enum Refusal {

	/**
	 * The token is missing.
	 */
	NO_TOKEN(HttpStatus.UNAUTHORIZED, "it has no Prestop-Token header",
			"If it was the kubelet, let the container's manifest send it: "),

	/**
	 * The token is another one.
	 */
	WRONG_TOKEN(HttpStatus.FORBIDDEN, "its Prestop-Token header is not the value of shutdown-starter.prestop.token",
			"If it was the kubelet, give the container's manifest the same value: "),

	/**
	 * There are several tokens, and nobody can tell which one is meant.
	 */
	SEVERAL_TOKENS(HttpStatus.FORBIDDEN, "it has more than one Prestop-Token header",
			"If it was the kubelet, let the container's manifest have one: "),

	/**
	 * The call came through a proxy.
	 */
	FORWARDED(HttpStatus.FORBIDDEN,
			"it came through a proxy (Forwarded, X-Forwarded-*, X-Real-IP or Via), as the kubelet's never does",
			"Keep the actuator out of what is routed to the pod, best by a management.server.port of its own. If it was"
					+ " the kubelet, and a mesh added the header, set shutdown-starter.prestop.token and send it: "),

	/**
	 * The call names something else than this pod.
	 */
	OTHER_HOST(HttpStatus.FORBIDDEN, "its Host is not the address and the port of this pod, by which the kubelet calls",
			"Keep the actuator out of what is routed to the pod, best by a management.server.port of its own. If it was"
					+ " the kubelet, take host and the Host header out of the container's manifest, or set"
					+ " shutdown-starter.prestop.token and send it: "),

	/**
	 * The call found a way that does not lead through the guard.
	 */
	UNGUARDED(HttpStatus.FORBIDDEN,
			"it did not come by the path of the hook, but was forwarded to it inside of the application",
			"Call the path of the hook itself");

	private final HttpStatus status;

	private final String cause;

	private final String remedy;

	Refusal(HttpStatus status, String cause, String remedy) {
		this.status = status;
		this.cause = cause;
		this.remedy = remedy;
	}

	int status() {
		return this.status.value();
	}

	/**
	 * Whether the caller might be let in if it told who it is.
	 * @return whether the answer has to ask for the token
	 */
	boolean asksForToken() {
		return this.status == HttpStatus.UNAUTHORIZED;
	}

	/**
	 * The body of the answer.
	 * @return a line of text
	 */
	String answer() {
		return "Refused, since " + this.cause + "\n";
	}

	String cause() {
		return this.cause;
	}

	/**
	 * What to do about it.
	 * @param manifest the part of the container's manifest that sends the token
	 * @return the remedy
	 */
	String remedy(String manifest) {
		return this.remedy.endsWith(": ") ? this.remedy + manifest : this.remedy;
	}

}
