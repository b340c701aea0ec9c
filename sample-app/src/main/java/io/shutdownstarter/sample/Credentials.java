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

	static Credentials random() {
		byte[] secret = new byte[PASSWORD_BYTES];
		new SecureRandom().nextBytes(secret);
		return new Credentials("ftp-rest-service", HexFormat.of().formatHex(secret));
	}

	/**
	 * Refuse half a login. The values are left out of the message: one is the secret.
	 * @param property the property that holds the login
	 * @param remedy what to do
	 */
	void requireComplete(String property, String remedy) {
		requireText(property + ".username", this.username, remedy);
		requireText(property + ".password", this.password, remedy);
	}

	private static void requireText(String property, String value, String remedy) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("'%s' is empty, %s".formatted(property, remedy));
		}
	}

	@Override
	public String toString() {
		return "Credentials[username=" + this.username + ", password=******]";
	}

}
