package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file lies in the store: a line that names the upload, the content, and a line
 * that names the upload again with the digest of the content.
 * <p>
 * One object, not a file with a second one beside it: the one rename that makes an upload
 * visible replaces content and digest together, so that two replicas that replace the
 * same name at the same time cannot leave the content of one with the digest of the
 * other. The digest is behind the content because it is known only then; the upload is
 * named on both sides so that a reader who fetches them one after the other sees whether
 * a replacement came in between.
 */
final class StoredForm {

	private static final String MAGIC = "ftp-rest-service 1 ";

	private static final int UPLOAD_LENGTH = 32;

	static final int HEADER_LENGTH = MAGIC.length() + UPLOAD_LENGTH + 1;

	static final int TRAILER_LENGTH = 1 + UPLOAD_LENGTH + 1 + Sha256.HEX_LENGTH + 1;

	/** What a stored file is longer than its content. */
	static final int OVERHEAD = HEADER_LENGTH + TRAILER_LENGTH;

	private static final Pattern HEADER = Pattern.compile(MAGIC + "([0-9a-f]{32})\n");

	private static final Pattern TRAILER = Pattern.compile("\n([0-9a-f]{32}) ([0-9a-f]{64})\n");

	private StoredForm() {
	}

	static String newUpload() {
		return UUID.randomUUID().toString().replace("-", "");
	}

	static byte[] header(String upload) {
		return (MAGIC + upload + "\n").getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] trailer(String upload, Sha256 digest) {
		return ("\n" + upload + " " + digest.hex() + "\n").getBytes(StandardCharsets.US_ASCII);
	}

	static String readHeader(InputStream stored) throws IOException {
		return match(HEADER, stored.readNBytes(HEADER_LENGTH)).group(1);
	}

	static Trailer readTrailer(InputStream stored) throws IOException {
		Matcher matcher = match(TRAILER, stored.readNBytes(TRAILER_LENGTH));
		return new Trailer(matcher.group(1), new Sha256(matcher.group(2)));
	}

	private static Matcher match(Pattern pattern, byte[] line) throws UnexpectedContentException {
		Matcher matcher = pattern.matcher(new String(line, StandardCharsets.ISO_8859_1));
		if (!matcher.matches()) {
			throw new UnexpectedContentException("it is not in the stored form");
		}
		return matcher;
	}

	/**
	 * The end of a stored file.
	 *
	 * @param upload the upload that wrote the file
	 * @param digest the digest of the content
	 */
	record Trailer(String upload, Sha256 digest) {

	}

}
