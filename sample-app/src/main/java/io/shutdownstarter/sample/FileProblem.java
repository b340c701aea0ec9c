package io.shutdownstarter.sample;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be fulfilled, with the answer that says why. The details repeat
 * nothing that the client sent.
 */
final class FileProblem extends ErrorResponseException {

	private FileProblem(HttpStatus status, String title, String detail, @Nullable Throwable cause) {
		super(status, problem(status, title, detail), cause);
	}

	private static ProblemDetail problem(HttpStatus status, String title, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(title);
		return problem;
	}

	static FileProblem badName(String pattern) {
		return badRequest("Bad file name", "A file name must match " + pattern + ".", null);
	}

	static FileProblem badDigest() {
		return badRequest("Bad Content-Digest",
				"The sha-256 of a Content-Digest must look like sha-256=:<44 characters of base64>:.", null);
	}

	static FileProblem partialUpload() {
		return badRequest("Partial upload", "A Content-Range is not supported, send the whole file.", null);
	}

	static FileProblem digestMismatch(Sha256 received) {
		return badRequest("Digest mismatch",
				"The content received has %s, which is not what Content-Digest says. Nothing was stored."
					.formatted(received.toHeader()),
				null);
	}

	static FileProblem lengthMismatch(long received, long announced) {
		return badRequest("Length mismatch", "%d bytes were received, but Content-Length says %d. Nothing was stored."
			.formatted(received, announced), null);
	}

	static FileProblem brokenUpload(long received, Throwable cause) {
		return badRequest("Broken upload",
				"The body broke off or stalled after %d bytes. Nothing was stored.".formatted(received), cause);
	}

	static FileProblem notFound() {
		return new FileProblem(HttpStatus.NOT_FOUND, "No such file", "There is no file of that name.", null);
	}

	static FileProblem damaged(Throwable cause) {
		return new FileProblem(HttpStatus.INTERNAL_SERVER_ERROR, "Damaged file",
				"The stored file is not what was uploaded. Upload it again.", cause);
	}

	static FileProblem storeFailed(Throwable cause) {
		return new FileProblem(HttpStatus.BAD_GATEWAY, "Storage failed",
				"The file store did not do what was asked of it. An upload or a deletion may be tried again.", cause);
	}

	static FileProblem storeUnavailable(Throwable cause) {
		return new FileProblem(HttpStatus.SERVICE_UNAVAILABLE, "Storage unavailable",
				"The file store cannot be reached, nothing was changed. Try again later.", cause);
	}

	static FileProblem busy(int connections, Duration waited) {
		FileProblem problem = new FileProblem(HttpStatus.SERVICE_UNAVAILABLE, "Too many transfers",
				"All %d connections to the file store are in use, and none came free within %d ms. Try again."
					.formatted(connections, waited.toMillis()),
				null);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, waited.toSeconds())));
		return problem;
	}

	private static FileProblem badRequest(String title, String detail, @Nullable Throwable cause) {
		return new FileProblem(HttpStatus.BAD_REQUEST, title, detail, cause);
	}

}
