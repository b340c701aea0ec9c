package io.shutdownstarter.sample;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A login of the FTP server. Its text never shows the password.
 *
 * @param username the name of the user
 * @param password the secret
 */
record Credentials(String username, String password) {

	private static final int PASSWORD_BYTES = 24;

	Credentials {
		requireText("ftp.embedded.credentials.username", username);
		requireText("ftp.embedded.credentials.password", password);
	}

	static Credentials random() {
		byte[] secret = new byte[PASSWORD_BYTES];
		new SecureRandom().nextBytes(secret);
		return new Credentials("ftp-rest-service", HexFormat.of().formatHex(secret));
	}

	// the value is left out of the message: it may be the secret
	private static void requireText(String property, String value) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(
					"'%s' is empty, set both user name and password, or neither for a random login"
						.formatted(property));
		}
	}

	@Override
	public String toString() {
		return "Credentials[username=" + this.username + ", password=******]";
	}

}
