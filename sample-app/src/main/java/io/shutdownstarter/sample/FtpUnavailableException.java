package io.shutdownstarter.sample;

import java.io.IOException;

/**
 * There is no connection to the FTP server. The message is a line for the log, with the
 * remedy; it never shows the password.
 */
class FtpUnavailableException extends IOException {

	FtpUnavailableException(FtpAddress address, IOException cause) {
		super("No connection to the FTP server at %s:%d, check ftp.server and the network: %s".formatted(address.host(),
				address.port(), cause), cause);
	}

}
