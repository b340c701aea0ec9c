package io.shutdownstarter.test;

import java.util.Locale;

import org.junit.jupiter.api.Assumptions;

/**
 * Aborts a test where a server is not installed.
 */
final class Ingresses {

	/**
	 * Set to "required" where a server that is missing is a failure.
	 */
	private static final String REQUIRED = "SHUTDOWN_STARTER_INGRESS";

	private Ingresses() {
	}

	static void assumeInstalled(Entry entry) {
		try {
			IngressProcess.find(entry, entry.name().toLowerCase(Locale.ROOT));
		}
		catch (IllegalStateException ex) {
			String reason = "Nothing is shown about the entry " + entry + ": " + ex.getMessage();
			if ("required".equals(System.getenv(REQUIRED))) {
				throw new AssertionError(reason, ex);
			}
			System.err.println(reason);
			Assumptions.abort(reason);
		}
	}

}
