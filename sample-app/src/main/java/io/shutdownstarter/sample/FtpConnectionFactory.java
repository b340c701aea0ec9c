package io.shutdownstarter.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/**
 * Connects, logs in, and sorts out the connections that have died while idle.
 */
final class FtpConnectionFactory extends BasePooledObjectFactory<FtpConnection> {

	private final Supplier<FtpAddress> address;

	private final Duration timeout;

	private final Duration trustedIdleTime;

	private final SlowLink link;

	FtpConnectionFactory(Supplier<FtpAddress> address, Duration timeout, Duration trustedIdleTime, SlowLink link) {
		this.address = address;
		this.timeout = timeout;
		this.trustedIdleTime = trustedIdleTime;
		this.link = link;
	}

	@Override
	public FtpConnection create() throws IOException {
		FtpAddress target = this.address.get();
		FTPClient client = new FTPClient();
		try {
			int timeoutMillis = Math.toIntExact(this.timeout.toMillis());
			client.setConnectTimeout(timeoutMillis);
			client.setDefaultTimeout(timeoutMillis);
			client.setDataTimeout(this.timeout);
			client.connect(target.host(), target.port());
			client.setTcpNoDelay(true);
			login(client, target);
			return new FtpConnection(client, this.link);
		}
		catch (IOException ex) {
			client.disconnect();
			throw new FtpUnavailableException(target, ex);
		}
	}

	private void login(FTPClient client, FtpAddress target) throws IOException {
		Credentials credentials = target.credentials();
		if (!client.login(credentials.username(), credentials.password())
				|| !client.setFileType(FTP.BINARY_FILE_TYPE)) {
			throw new IOException("it refused the login of '%s', %s".formatted(credentials.username(),
					client.getReplyString().strip()));
		}
		client.enterLocalPassiveMode();
	}

	@Override
	public PooledObject<FtpConnection> wrap(FtpConnection connection) {
		return new DefaultPooledObject<>(connection);
	}

	@Override
	public boolean validateObject(PooledObject<FtpConnection> pooled) {
		return pooled.getIdleDuration().compareTo(this.trustedIdleTime) < 0 || pooled.getObject().answers();
	}

	@Override
	public void destroyObject(PooledObject<FtpConnection> pooled) throws IOException {
		pooled.getObject().close();
	}

}
