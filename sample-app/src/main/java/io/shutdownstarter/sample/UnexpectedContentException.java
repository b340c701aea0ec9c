package io.shutdownstarter.sample;

import java.io.IOException;

/**
 * A stored file is not what it was a moment ago, or not what the service has written.
 */
class UnexpectedContentException extends IOException {

	UnexpectedContentException(String message) {
		super(message);
	}

}
