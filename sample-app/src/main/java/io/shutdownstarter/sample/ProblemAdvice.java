package io.shutdownstarter.sample;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every refused request with a problem description (RFC 9457).
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Log storeLogger = LogFactory.getLog(FileStore.class);

	// of the store, or of the client while it was being answered: the latter goes on to
	// the container, which knows that nobody is left to answer
	@ExceptionHandler
	@Nullable ResponseEntity<Object> storeFailed(IOException failure, ServletWebRequest request) throws Exception {
		HttpServletResponse response = request.getResponse();
		if (response != null && response.isCommitted()) {
			throw failure;
		}
		if (failure instanceof FtpUnavailableException) {
			storeLogger.warn(failure.getMessage());
			return handleException(FileProblem.storeUnavailable(failure), request);
		}
		storeLogger.warn("The file store failed, check the FTP server and its disk", failure);
		return handleException(FileProblem.storeFailed(failure), request);
	}

}
