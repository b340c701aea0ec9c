package io.shutdownstarter.sample;

import java.io.IOException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * An FTP server elsewhere, which is used in place of the embedded one.
 */
final class ExternalFtpServer implements Supplier<FtpAddress> {

	private static final Log logger = LogFactory.getLog(ExternalFtpServer.class);

	private final FtpAddress address;

	ExternalFtpServer(FtpProperties.Server properties) {
		this.address = new FtpAddress(properties.host(), properties.port(), properties.credentials());
	}

	@Override
	public FtpAddress get() {
		return this.address;
	}

	/**
	 * Tell at once if the server cannot be reached. It does not stop the start: the
	 * server may come back, and a replica that does not start could not serve then.
	 * @param pool the connections
	 */
	void check(FtpConnectionPool pool) {
		try {
			pool.with(FtpConnection::answers);
			logger.info("Files are on the FTP server at %s:%d".formatted(this.address.host(), this.address.port()));
		}
		catch (IOException ex) {
			logger.warn("Requests are answered with 503 until the FTP server can be reached. " + ex.getMessage());
		}
	}

}
