package io.shutdownstarter.test;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Headers that depend on the body. Called on a client's thread for every request, must
 * not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestHeaders {

	/**
	 * Returns the headers for one request.
	 * @param body the request's body, empty if it has none
	 * @return names and values, may be empty
	 */
	Map<String, String> headersFor(byte[] body);

	/**
	 * A {@code Content-Digest} (RFC 9530) of the body with SHA-256.
	 * @return the headers
	 */
	static RequestHeaders contentDigest() {
		return (body) -> Map.of("Content-Digest", sha256(body));
	}

	/**
	 * The SHA-256 of some bytes as RFC 9530 writes it: {@code sha-256=:base64:}.
	 * @param bytes the bytes
	 * @return the digest
	 */
	static String sha256(byte[] bytes) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
			return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
