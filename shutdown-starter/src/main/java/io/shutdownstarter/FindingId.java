package io.shutdownstarter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the check at start may find. The id of a finding, by which it is silenced with
 * {@code shutdown-starter.findings.ignored}, is {@link #toString()}.
 *
 * @since 0.1.0
 */
public enum FindingId {

	/**
	 * The JVM is the child of a shell that keeps SIGTERM to itself.
	 */
	PID1_SHELL,

	/**
	 * The JVM was told to leave signals alone.
	 */
	XRS,

	/**
	 * The application does not close its context when the JVM ends.
	 */
	NO_SHUTDOWN_HOOK,

	/**
	 * The kubelet cannot reach the hook.
	 */
	HOOK_UNREACHABLE,

	/**
	 * The web server does not wait for requests in flight.
	 */
	IMMEDIATE_SHUTDOWN,

	/**
	 * The hook needs no token, although it is served on the application's port.
	 */
	NO_TOKEN,

	/**
	 * Spring Security turns the hook away.
	 */
	SECURITY_HOOK,

	/**
	 * A phase of the close may take longer than the grace period.
	 */
	PHASE_TIMEOUT,

	/**
	 * A setting of the starter has a name that it does not know.
	 */
	UNKNOWN_SETTING;

	private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

	static List<String> ids() {
		return Arrays.stream(values()).map(FindingId::toString).sorted().toList();
	}

	@Override
	public String toString() {
		return this.id;
	}

}
