package io.shutdownstarter.sample;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest, and its form in the header fields of RFC 9530.
 *
 * @param hex the digest, 64 lower case hexadecimal digits
 */
record Sha256(String hex) {

	static final int HEX_LENGTH = 64;

	private static final String KEY = "sha-256";

	private static final Pattern MEMBER = Pattern.compile(KEY + "=:([A-Za-z0-9+/]{43}=):(;.*)?");

	static MessageDigest newDigest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	static Sha256 of(MessageDigest digest) {
		return new Sha256(HexFormat.of().formatHex(digest.digest()));
	}

	/**
	 * Find the SHA-256 in the lines of a {@code Content-Digest} field. Other algorithms
	 * are left alone, as the RFC allows; of several values the last one counts.
	 * @param lines the lines of the field, none if the request has no such field
	 * @return the digest, or {@code null} if there is none
	 * @throws FileProblem if there is one that cannot be read
	 */
	static @Nullable Sha256 fromHeader(List<String> lines) {
		Sha256 found = null;
		for (String member : String.join(",", lines).split(",", -1)) {
			if (member.strip().split("=", 2)[0].equals(KEY)) {
				found = parse(member.strip());
			}
		}
		return found;
	}

	private static Sha256 parse(String member) {
		Matcher matcher = MEMBER.matcher(member);
		if (!matcher.matches()) {
			throw FileProblem.badDigest();
		}
		return new Sha256(HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1))));
	}

	String toHeader() {
		return KEY + "=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(this.hex)) + ":";
	}

}
