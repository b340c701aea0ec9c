package io.shutdownstarter.actuate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes calls that bring the token. Digests are compared, so that the time tells neither
 * the length nor the beginning of the token, which is not kept.
 */
final class TokenGuard implements HookGuard {

	static final String HEADER = "Prestop-Token";

	private final byte[] expected;

	TokenGuard(String token) {
		this.expected = digest(token);
	}

	@Override
	public @Nullable Refusal refusal(HookCall call) {
		List<String> values = call.headers(HEADER);
		if (values.isEmpty()) {
			return Refusal.NO_TOKEN;
		}
		if (values.size() > 1) {
			return Refusal.SEVERAL_TOKENS;
		}
		return MessageDigest.isEqual(this.expected, digest(values.get(0))) ? null : Refusal.WRONG_TOKEN;
	}

	private static byte[] digest(String value) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
