package io.shutdownstarter.sample;

/**
 * A download broke after its head was sent. Nothing handles it, on purpose: the container
 * then cuts the connection, which is the only way left to tell the client. It has no
 * cause, because one that looks like a client gone away would be passed over in silence.
 */
class BrokenDownloadException extends RuntimeException {

	BrokenDownloadException(String name, String reason) {
		super("The download of %s was cut: %s".formatted(name, reason));
	}

}
