package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload, with what the client says about it. A failure of the client is a
 * {@link FileProblem} here, which tells it from a failure of the store.
 */
final class UploadBody {

	private final InputStream content;

	private final long announcedLength;

	private final @Nullable Sha256 announcedDigest;

	private final MessageDigest digest = Sha256.newDigest();

	private long received;

	private UploadBody(InputStream content, long announcedLength, @Nullable Sha256 announcedDigest) {
		this.content = content;
		this.announcedLength = announcedLength;
		this.announcedDigest = announcedDigest;
	}

	static UploadBody of(HttpServletRequest request) throws IOException {
		if (request.getHeader("Content-Range") != null) {
			throw FileProblem.partialUpload();
		}
		Sha256 announcedDigest = Sha256.fromHeader(Collections.list(request.getHeaders("Content-Digest")));
		return new UploadBody(request.getInputStream(), request.getContentLengthLong(), announcedDigest);
	}

	/**
	 * Read the next bytes; blocks until there are some.
	 * @param buffer takes the bytes
	 * @return how many, or -1 at the end
	 */
	int read(byte[] buffer) {
		try {
			int count = this.content.read(buffer);
			if (count > 0) {
				this.digest.update(buffer, 0, count);
				this.received += count;
			}
			return count;
		}
		catch (IOException ex) {
			throw FileProblem.brokenUpload(this.received, ex);
		}
	}

	/**
	 * Compare what was received with what was announced.
	 * @return the digest of the content
	 */
	Sha256 verify() {
		if (this.announcedLength >= 0 && this.announcedLength != this.received) {
			throw FileProblem.lengthMismatch(this.received, this.announcedLength);
		}
		Sha256 actual = Sha256.of(this.digest);
		if (this.announcedDigest != null && !this.announcedDigest.equals(actual)) {
			throw FileProblem.digestMismatch(actual);
		}
		return actual;
	}

}
