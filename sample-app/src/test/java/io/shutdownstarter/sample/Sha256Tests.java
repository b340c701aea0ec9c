package io.shutdownstarter.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Sha256Tests {

	// the example of RFC 9530, appendix D
	private static final String HEADER = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

	private static final byte[] CONTENT = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.UTF_8);

	@Test
	void headerIsThatOfTheRfc() {
		assertThat(digest().toHeader()).isEqualTo(HEADER);
	}

	@ParameterizedTest
	@ValueSource(strings = { HEADER, HEADER + ";note=1", "sha-512=:AA==:, " + HEADER, HEADER + ",unixsum=30637",
			"sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, " + HEADER })
	void digestIsFoundAmongOthers(String header) {
		assertThat(Sha256.fromHeader(List.of(header))).isEqualTo(digest());
	}

	@Test
	void digestIsFoundOnTheSecondLine() {
		assertThat(Sha256.fromHeader(List.of("sha-512=:AA==:", HEADER))).isEqualTo(digest());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sha-512=:AA==:", "sha-2567=:AA==:" })
	void absentDigestIsNull(String header) {
		assertThat(Sha256.fromHeader(List.of(header))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sha-256", "sha-256=", "sha-256=AA==", "sha-256=:AA==:", "sha-256=:%%%:",
			"sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=" })
	void unreadableDigestIsRefused(String header) {
		assertThatExceptionOfType(FileProblem.class).isThrownBy(() -> Sha256.fromHeader(List.of(header)))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(400));
	}

	private static Sha256 digest() {
		MessageDigest digest = Sha256.newDigest();
		digest.update(CONTENT);
		return Sha256.of(digest);
	}

}
