package com.example.compatibility;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Digests as the header {@code Repr-Digest} has them (RFC 9530).
 */
public final class Digests {

	private Digests() {
	}

	public static String of(byte[] bytes, int times) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (int i = 0; i < times; i++) {
				digest.update(bytes);
			}
			return "sha-256=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
