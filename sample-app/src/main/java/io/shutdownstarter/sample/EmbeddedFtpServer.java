package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The FTP server inside this process. It starts before the web server accepts a request
 * and stops after the web server has answered its last one and the connections are
 * closed.
 */
final class EmbeddedFtpServer implements SmartLifecycle, Supplier<FtpAddress> {

	/** Far below the web server's own, with room for the connections in between. */
	static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048;

	private static final Log logger = LogFactory.getLog(EmbeddedFtpServer.class);

	private final FtpProperties.Embedded properties;

	private final Credentials credentials;

	private final int connections;

	private volatile @Nullable Running running;

	EmbeddedFtpServer(FtpProperties.Embedded properties, int connections) {
		this.properties = properties;
		this.credentials = Objects.requireNonNullElseGet(properties.credentials(), Credentials::random);
		this.connections = connections;
	}

	/**
	 * Tell where the server listens now.
	 * @return the address and the login
	 */
	@Override
	public FtpAddress get() {
		return new FtpAddress(LoopbackFtpServerFactory.HOST, running().listener().getPort(), this.credentials);
	}

	@Override
	public void start() {
		try {
			Path root = makeRoot();
			LoopbackFtpServerFactory factory = new LoopbackFtpServerFactory(this.credentials, this.connections);
			Listener listener = factory.createListener(this.properties.port());
			FtpServer server = factory.createServer(listener, root);
			server.start();
			this.running = new Running(server, listener);
			logger.info("FTP server listens on port " + listener.getPort() + ", files are in " + root);
		}
		catch (FtpException ex) {
			throw new IllegalStateException("The FTP server did not start", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("'ftp.embedded.root' is %s, which cannot be made, name a writable directory"
				.formatted(this.properties.root()), ex);
		}
	}

	@Override
	public void stop() {
		Running stopping = this.running;
		this.running = null;
		if (stopping != null) {
			stopping.cutTransfers();
			stopping.server().stop();
			logger.info("FTP server stopped");
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private Running running() {
		Running current = this.running;
		if (current == null) {
			throw new IllegalStateException("The FTP server is not running");
		}
		return current;
	}

	private Path makeRoot() throws IOException {
		Path configured = this.properties.root();
		return (configured != null) ? Files.createDirectories(configured.toAbsolutePath())
				: Files.createTempDirectory("ftp-rest-service-");
	}

	private record Running(FtpServer server, Listener listener) {

		/**
		 * Cut what an abandoned request has left: the server would wait 5 s for it, which
		 * can be all that is left of the pod's grace period.
		 */
		void cutTransfers() {
			for (FtpIoSession session : this.listener.getActiveSessions()) {
				session.closeNow();
				session.getDataConnection().closeDataConnection();
			}
		}

	}

}
